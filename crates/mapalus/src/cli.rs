//! The command line. Its words are in the language files, under keys made from the names here:
//! `cli-import-marc` for a command, `cli-import-marc--dry-run` for an argument of it.

use std::path::PathBuf;

use clap::{
    Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::PossibleValuesParser,
};
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
    // Read before everything else, by `language`; here it is only judged.
    #[arg(long, global = true, value_name = "id|en", value_parser = codes(), env = "MAPALUS_LANG", hide_env = true)]
    pub(crate) lang: Option<String>,
}

/// The languages there are.
fn codes() -> PossibleValuesParser {
    PossibleValuesParser::new(Lang::ALL.map(Lang::code))
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
        #[arg(long, value_name = "FILE")]
        identity: Option<PathBuf>,
    },
    Keys,
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
        #[arg(long, value_name = "NAME")]
        agency: Option<String>,
        #[arg(long, value_name = "CODE")]
        branch: Option<String>,
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
    Festival,
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
    let around = || {
        from("MAPALUS_LANG")
            .or_else(|| from("LC_ALL").filter(|locale| !locale.is_empty()))
            .or_else(|| from("LANG"))
    };
    // One that is not ours is complained of later, in the language one would have without it.
    let known = |code: String| Lang::from_code(&code);
    asked.and_then(known).or_else(|| around().and_then(known)).unwrap_or(Lang::En)
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

/// How a command is called; clap's own line says `[OPTIONS] <COMMAND>` in English.
fn usage(command: &Command, key: &str, t: Speech) -> String {
    let called = key.replacen("cli", "mapalus", 1).replace('-', " ");
    let options = format!("[{}]", t.say("cli-usage-options"));
    let inputs = command.get_positionals().map(ToString::to_string);
    let further = command.has_subcommands().then(|| format!("<{}>", t.say("cli-usage-command")));
    [called, options].into_iter().chain(inputs).chain(further).collect::<Vec<_>>().join(" ")
}

/// Where the help and the version stand among the arguments of every command.
const LAST: usize = 1_000;

fn localised(command: Command, key: &str, t: Speech) -> Command {
    let path = key.to_owned();
    let words = |key: &str| t.say(key).to_owned();
    let everywhere = words("cli-heading-everywhere");
    let own = |id: &'static str, action| {
        let arg = clap::Arg::new(id).long(id).action(action).help_heading(everywhere.clone());
        let help = words(if id == "help" { "cli-help" } else { "cli-version" });
        arg.help(help).display_order(LAST)
    };
    let usage = usage(&command, key, t);
    let mut command = command
        .about(words(key))
        .override_usage(usage)
        .subcommand_help_heading(words("cli-heading-commands"))
        .help_template(format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", t.say("cli-heading-usage")))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(own("help", clap::ArgAction::Help).short('h'));
    if key == "cli" {
        command = command.arg(own("version", clap::ArgAction::Version).short('V'));
    }
    command
        .mut_args(|arg| {
            if is_clap_own(&arg) {
                return arg;
            }
            let id = arg.get_id().as_str().replace('_', "-");
            // Global arguments are said once, and stand after a command's own.
            let global = arg.is_global_set();
            let (of, heading) = match (global, arg.is_positional()) {
                (true, _) => ("cli", everywhere.clone()),
                (false, true) => (key, words("cli-heading-arguments")),
                (false, false) => (key, words("cli-heading-options")),
            };
            // Ours name the possible values themselves; clap's list would be in English.
            let takes_values = arg.get_action().takes_values();
            let arg = arg.help(words(&format!("{of}--{id}"))).help_heading(heading);
            if takes_values { arg.hide_possible_values(true) } else { arg }
        })
        .mut_subcommands(move |sub| {
            let key = format!("{path}-{}", sub.get_name());
            localised(sub, &key, t)
        })
}
