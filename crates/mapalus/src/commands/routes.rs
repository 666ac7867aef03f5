use std::{process::ExitCode, sync::Arc};

use catalogue::indexer::Index;
use platform::files::Files;
use web::{Access, Route};

use crate::{Failure, console::Console, modules};

/// `routes`: every address with its access rule.
pub(crate) fn run(console: Console, json: bool) -> Result<ExitCode, Failure> {
    let routes = all()?;
    if json {
        let text = serde_json::to_string_pretty(&routes).map_err(|e| store::Error::Shape(e.to_string()))?;
        console.line(&text);
        return Ok(ExitCode::SUCCESS);
    }
    for route in routes {
        let access = match route.access {
            Access::Public => "public".to_owned(),
            Access::SignedIn => "signed-in".to_owned(),
            Access::SignedInFresh => "signed-in, proven lately".to_owned(),
            Access::Can(permission) => permission.0.to_owned(),
            Access::Fresh(permission) => format!("{}, proven lately", permission.0),
            Access::Machine => "machine".to_owned(),
        };
        console.line(&format!("{:4} {:44} {access}", route.method, route.path));
    }
    Ok(ExitCode::SUCCESS)
}

/// Every route of every module, by path. No library is opened for it.
pub(crate) fn all() -> Result<Vec<Route>, Failure> {
    let index = Arc::new(Index::in_memory().map_err(Failure::index)?);
    let mut routes: Vec<Route> = modules(&index, &Files::at(""))
        .iter()
        .flat_map(|module| module.routes.list().iter().copied())
        .collect();
    routes.sort_by_key(|route| (route.path, route.method));
    Ok(routes)
}
