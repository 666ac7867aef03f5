//! Mapalus: one program that runs a town's public library and everything the town does together in it.

fn main() -> std::process::ExitCode {
    mapalus::run()
}
