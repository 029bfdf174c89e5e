//! The command line of Specloom: it parses arguments, calls the generator and prints.
//!
//! Two programs are made of it, with the same commands: `cargo xtask`, which works in this
//! repository wherever it is called, and `specloom`, which is installed and works where it is.

mod bench;
mod codegen;
mod conformance;
mod corpus;
mod diff;
mod differential;
mod drift;
mod explain;
mod fetch;
mod import;
mod interrupt;
mod shell;
mod test;
mod workspace;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use shell::{Exit, MessageFormat, Shell};
use std::path::PathBuf;
use std::process::ExitCode;
use workspace::Workspace;

pub use workspace::Program;

/// Generation allocates small pieces by the million.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns API descriptions into one typed Rust crate.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// How diagnostics are printed.
    #[arg(
        long,
        global = true,
        help_heading = "Everywhere",
        value_name = "FORMAT",
        default_value = "text"
    )]
    message_format: MessageFormat,
    /// Warnings count as errors.
    #[arg(long, global = true, help_heading = "Everywhere")]
    strict: bool,
    /// Print nothing but errors and what was asked for.
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    quiet: bool,
    /// The folder that holds `specs` and `generated`, where it is another.
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Codegen),
    Import(import::Import),
    Drift(drift::Drift),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Test(test::Test),
    Corpus(corpus::Corpus),
    Conformance(conformance::Conformance),
    Differential(differential::Differential),
    Bench(bench::Bench),
}

/// Does what the arguments of the process say.
pub fn run(program: Program) -> ExitCode {
    let mut command = Arguments::command()
        .name(program.name())
        .bin_name(program.name());
    if program == Program::Specloom {
        // They need the repository; whoever installed the program has none.
        for name in ["test", "conformance", "differential"] {
            command = command.mut_subcommand(name, |command| command.hide(true));
        }
    }
    let matches = command.get_matches();
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    interrupt::install();
    let workspace = Workspace::new(program, arguments.root);
    let mut shell = Shell::new(arguments.message_format, arguments.strict, arguments.quiet);
    arguments.command.run(&workspace, &mut shell)
}

impl Command {
    fn run(&self, workspace: &Workspace, shell: &mut Shell) -> ExitCode {
        if let Some(name) = self.at_home()
            && let Err(diagnostic) = workspace.at_home(name)
        {
            shell.error(*diagnostic);
            return Exit::Usage.into();
        }
        match self {
            Command::Codegen(command) => command.run(workspace, shell),
            Command::Import(command) => command.run(workspace, shell),
            Command::Drift(command) => command.run(workspace, shell),
            Command::Diff(command) => command.run(shell),
            Command::Explain(command) => command.run(workspace, shell),
            Command::Test(command) => command.run(workspace, shell),
            Command::Corpus(command) => interrupt::finishing(|| command.run(shell)),
            Command::Conformance(command) => command.run(workspace, shell),
            Command::Differential(command) => command.run(workspace, shell),
            Command::Bench(command) => interrupt::finishing(|| command.run(workspace, shell)),
        }
    }

    /// The name of a command that needs the sources of Specloom itself.
    fn at_home(&self) -> Option<&'static str> {
        match self {
            Command::Test(_) => Some("test"),
            Command::Conformance(_) => Some("conformance"),
            Command::Differential(_) => Some("differential"),
            Command::Bench(bench) => bench.at_home().then_some("bench validate"),
            _ => None,
        }
    }
}
