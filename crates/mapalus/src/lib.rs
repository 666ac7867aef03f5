//! The program: its command line, the list of modules, the demo town.

mod cli;
