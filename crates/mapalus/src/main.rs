//! Mapalus: one program that runs a town's public library and everything the town does together in it.

/// Gives memory back soon after a peak, whatever the sizes were: an import stays flat however long its file is.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    mapalus::run()
}
