//! What people see of the collection: the home of the house, results, a record.

mod asked;
mod citation;
mod home;
mod labels;
mod record_page;
mod search;
mod suggest;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::extract::Path;
use platform::{events, library};
use tokio::task::spawn_blocking;
use web::{Access, Failure, Query, Routes, Visit};

use crate::indexer::Index;

/// For how long what is the same for everybody is not computed again.
const FRESH: Duration = Duration::from_secs(20);

/// The pages everybody may see.
pub fn public_routes(index: Arc<Index>) -> Routes {
    let public = Arc::new(Public { index, places: Kept::default(), front: Kept::default() });
    let (home, results, suggestions) = (public.clone(), public.clone(), public);
    Routes::new()
        .get("/", Access::Public, move |visit: Visit| home::page(home, visit))
        .get("/katalog", Access::Public, move |visit: Visit, Query(pairs): Query<Vec<(String, String)>>| {
            search::page(results, visit, pairs)
        })
        .get("/katalog/saran", Access::Public, move |visit: Visit, Query(typed): Query<suggest::Typed>| {
            suggest::answer(suggestions, visit, typed)
        })
        .get("/katalog/{number}", Access::Public, |visit: Visit, Path(name): Path<String>| {
            record_page::page(visit, name)
        })
        .get("/katalog/{number}/marc", Access::Public, |visit: Visit, Path(name): Path<String>| {
            record_page::marc(visit, name)
        })
}

/// What these pages share.
struct Public {
    index: Arc<Index>,
    /// Code and name of every branch.
    places: Kept<Vec<(String, String)>>,
    front: Kept<home::Front>,
}

impl Public {
    /// Waits until the index knows what was saved before this request (circulation.md 48); the branches.
    async fn caught_up(&self, visit: &Visit) -> Result<Arc<Vec<(String, String)>>, Failure> {
        let known = self.places.fresh();
        let wanted = known.is_none();
        let (latest, branches) = visit
            .read(move |tx| {
                let branches = if wanted { library::branches(tx)? } else { Vec::new() };
                Ok((events::latest(tx)?, branches))
            })
            .await?;
        self.index.caught_up(latest).await;
        Ok(known.unwrap_or_else(|| {
            self.places.keep(branches.into_iter().map(|branch| (branch.code, branch.name)).collect())
        }))
    }

    /// Asks the index, off the threads that answer requests.
    async fn ask(&self, query: ::search::Query) -> Result<::search::Results, Failure> {
        let index = self.index.clone();
        let answer = spawn_blocking(move || index.search(&query)).await;
        answer.map_err(Failure::fault)?.map_err(Failure::fault)
    }
}

/// A value that is computed again only after a while.
struct Kept<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    fn fresh(&self) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(since, _)| since.elapsed() < FRESH).map(|(_, value)| value.clone())
    }

    fn keep(&self, value: T) -> Arc<T> {
        let value = Arc::new(value);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), value.clone()));
        value
    }
}

#[cfg(test)]
mod tests;
