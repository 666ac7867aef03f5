//! The command line. Its words are in the language files, under keys made from the names here:
//! `cli-import-marc` for a command, `cli-import-marc--dry-run` for an argument of it.

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use ui::{Lang, Speech};

use crate::config::Given;

#[derive(Debug, Parser)]
#[command(name = "mapalus", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Do,
}

#[derive(Debug, Args)]
pub struct Global {
    #[arg(long, global = true, value_name = "FILE", env = "MAPALUS_CONFIG", hide_env = true)]
    pub(crate) config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) schema: Option<String>,
    #[arg(long, global = true, value_name = "id|en")]
    pub(crate) lang: Option<String>,
}

impl Global {
    pub(crate) fn given(&self, listen: Option<String>) -> Given {
        Given {
            data: self.data.clone(),
            database: self.database.clone(),
            schema: self.schema.clone(),
            listen,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Do {
    Demo {
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
        #[arg(long, default_value_t = 1, hide_default_value = true)]
        seed: u64,
        #[arg(long)]
        fresh: bool,
        #[arg(long)]
        build_only: bool,
    },
    Serve {
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    Init {
        #[arg(long)]
        name: Option<String>,
    },
    #[command(subcommand)]
    Import(Import),
    #[command(subcommand)]
    Export(Export),
    #[command(subcommand)]
    User(User),
    Backup {
        #[arg(value_name = "FILE")]
        to: Option<PathBuf>,
    },
    Restore {
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    Check,
    Reindex,
    Routes {
        #[arg(long)]
        json: bool,
    },
    #[command(subcommand)]
    Audit(Audit),
    Bench {
        #[arg(value_enum)]
        what: Option<Bench>,
        #[arg(long, default_value_t = 100_000, hide_default_value = true)]
        records: usize,
    },
}

#[derive(Debug, Subcommand)]
pub enum Import {
    Marc {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long)]
        dry_run: bool,
        #[arg(long, value_name = "852|952|949|none")]
        items: Option<String>,
        #[arg(long, value_name = "FILE")]
        rejects: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Export {
    Marc {
        #[arg(value_name = "FILE")]
        to: Option<PathBuf>,
        #[arg(long)]
        xml: bool,
        #[arg(long)]
        items: bool,
        #[arg(long)]
        hidden: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum User {
    Add {
        #[arg(value_name = "LOGIN")]
        login: String,
        #[arg(long)]
        name: Option<String>,
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<String>,
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Audit {
    Verify,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bench {
    Checkouts,
    Search,
    Import,
    Start,
}

/// The language of the console: `--lang`, then `MAPALUS_LANG`, then the machine's locale.
pub fn language() -> Lang {
    let args: Vec<String> = std::env::args().collect();
    let asked = args.iter().enumerate().find_map(|(n, arg)| match arg.strip_prefix("--lang") {
        Some("") => args.get(n + 1).cloned(),
        Some(rest) => rest.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    let from = |name: &str| std::env::var(name).ok();
    asked
        .or_else(|| from("MAPALUS_LANG"))
        .or_else(|| from("LC_ALL").filter(|locale| !locale.is_empty()))
        .or_else(|| from("LANG"))
        .and_then(|code| Lang::from_code(&code))
        .unwrap_or(Lang::En)
}

/// Reads the command line; help and complaints are in the language of `t`.
///
/// # Errors
/// What clap has to say, to be printed with its exit code.
pub fn read(t: Speech) -> Result<Cli, clap::Error> {
    let matches = localised(Cli::command(), "cli", t).try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

/// Every key the command line says, for the test that each exists.
pub fn keys() -> Vec<String> {
    fn gather(command: &Command, key: &str, keys: &mut Vec<String>) {
        keys.push(key.to_owned());
        for arg in command.get_arguments().filter(|arg| !is_clap_own(arg)) {
            keys.push(format!("{key}--{}", arg.get_id().as_str().replace('_', "-")));
        }
        for sub in command.get_subcommands() {
            gather(sub, &format!("{key}-{}", sub.get_name()), keys);
        }
    }
    let mut keys = Vec::new();
    gather(&Cli::command(), "cli", &mut keys);
    keys
}

fn is_clap_own(arg: &clap::Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
}

fn localised(command: Command, key: &str, t: Speech) -> Command {
    let about = t.say(key).to_owned();
    let path = key.to_owned();
    let heading = t.say("cli-heading-options").to_owned();
    let named = key.to_owned();
    command
        .about(about)
        .subcommand_help_heading(t.say("cli-heading-commands").to_owned())
        .help_template(format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", t.say("cli-heading-usage")))
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(t.say("cli-help").to_owned())
                .help_heading(heading.clone()),
        )
        .mut_args(move |arg| {
            let positional = arg.is_positional();
            let arg = if is_clap_own(&arg) {
                let word = if arg.get_id() == "version" { "cli-version" } else { "cli-help" };
                arg.help(t.say(word).to_owned())
            } else {
                let id = arg.get_id().as_str().replace('_', "-");
                // Global arguments are said once, at the top.
                let own = if arg.is_global_set() { "cli" } else { named.as_str() };
                arg.help(t.say(&format!("{own}--{id}")).to_owned())
            };
            if positional { arg } else { arg.help_heading(heading.clone()) }
        })
        .mut_subcommands(move |sub| {
            let key = format!("{path}-{}", sub.get_name());
            localised(sub, &key, t)
        })
}
