//! 准绳 on the command line. Nothing is decided here: arguments become calls, results become sentences and exit codes.

mod args;
mod backup;
mod bench;
mod clock;
mod demo;
mod export;
mod import;
mod open;
mod out;
mod outgoing;
mod pack;
mod policy;
mod serve;
mod settings;
mod simulate;
mod user;
mod verify;

use args::{Cli, Command};
use out::Fault;
use std::process::ExitCode;

/// Actions are many short texts: measured with the bench, a fifth more of them a second than with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::of_the_process();
    let result = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Import(args::Import::People(args)) => import::people(&args),
        Command::Import(args::Import::List { place }) => import::list(&place),
        Command::Import(args::Import::Undo(args)) => import::undo(&args),
        Command::Export(args) => export::run(&args),
        Command::Policy(args) => policy::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Backup(args) => backup::make(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::User(args) => user::run(&args),
        Command::Bench(args) => bench::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fault { code, sentence }) => {
            out::complain(&sentence);
            ExitCode::from(code)
        }
    }
}
