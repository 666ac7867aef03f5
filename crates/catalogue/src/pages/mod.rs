//! What people see of the collection: the home of the house, results, a record.

mod asked;
mod citation;
mod face;
mod home;
pub(crate) mod labels;
mod marc_page;
mod record_page;
mod search;
mod share;
mod structured;
mod suggest;

pub(crate) use marc_page::for_the_public;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{extract::Path, http::HeaderMap};
use platform::{events, files::Files, library};
use web::{Access, Failure, Query, Routes, Visit};

use crate::indexer::Index;

/// For how long what is the same for everybody is not computed again.
const FRESH: Duration = Duration::from_secs(20);

/// The pages everybody may see.
pub fn public_routes(index: Arc<Index>, files: &Files) -> Routes {
    let files = files.clone();
    let public = Public { index, current: Mutex::default(), places: Kept::default(), front: Kept::default() };
    let public = Arc::new(public);
    let (home, results, suggestions) = (public.clone(), public.clone(), public);
    Routes::new()
        .get("/", Access::Public, move |visit: Visit| home::page(home, visit))
        .get("/katalog", Access::Public, move |visit: Visit, Query(pairs): Query<Vec<(String, String)>>| {
            search::page(results, visit, pairs)
        })
        .get("/katalog/saran", Access::Public, move |visit: Visit, Query(typed): Query<suggest::Typed>| {
            suggest::answer(suggestions, visit, typed)
        })
        .get(
            "/katalog/{number}",
            Access::Public,
            |visit: Visit, Path(name): Path<String>, headers: HeaderMap| async move {
                record_page::page(visit, name, &headers).await
            },
        )
        .get("/katalog/{number}/marc", Access::Public, |visit: Visit, Path(name): Path<String>| {
            marc_page::page(visit, name)
        })
        .get("/sampul/{hash}", Access::Public, move |visit: Visit, Path(hash): Path<String>| {
            face::picture(visit, files, hash)
        })
}

/// What these pages share.
struct Public {
    index: Arc<Index>,
    /// How often the library had changed when the index was last seen to know all of it.
    current: Mutex<Option<u64>>,
    /// Code and name of every branch.
    places: Kept<Vec<(String, String)>>,
    front: Kept<home::Front>,
}

impl Public {
    /// Waits until the index knows what was saved before this request (circulation.md 48); the branches.
    async fn caught_up(&self, visit: &Visit) -> Result<Arc<Vec<(String, String)>>, Failure> {
        // Asked before the database is, so that what changes meanwhile is noticed the next time.
        let changes = visit.changes();
        let places = self.places.fresh();
        if let Some(places) = places.clone().filter(|_| self.is_current(changes)) {
            return Ok(places);
        }
        let wanted = places.is_none();
        let (latest, branches) = visit
            .read(move |tx| {
                let branches = if wanted { library::branches(tx)? } else { Vec::new() };
                Ok((events::latest(tx)?, branches))
            })
            .await?;
        if self.index.caught_up(latest).await {
            *self.current.lock().unwrap_or_else(PoisonError::into_inner) = changes;
        }
        Ok(places.unwrap_or_else(|| {
            self.places.keep(branches.into_iter().map(|branch| (branch.code, branch.name)).collect())
        }))
    }

    /// Whether the index is known to know the library as it is after so many changes.
    fn is_current(&self, changes: Option<u64>) -> bool {
        changes.is_some() && *self.current.lock().unwrap_or_else(PoisonError::into_inner) == changes
    }

    /// Asks the index here, where the request is answered: handing either the question or what else waits to another
    /// thread takes as long as most answers, and twice as long where many ask.
    fn ask(&self, query: &::search::Query) -> Result<::search::Results, Failure> {
        self.index.search(query).map_err(Failure::fault)
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
