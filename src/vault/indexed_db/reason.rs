//! Why the browser did not store or find: its exceptions, by what a person can do.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, IdbTransaction};

use crate::vault::VaultError;

/// Why the database could not be opened. Browsers that give a page no storage say so in several
/// ways: no `indexedDB` at all, a security error, an invalid state.
pub(super) fn of_opening(error: idb::Error) -> VaultError {
    match of_idb(error) {
        VaultError::Closed => VaultError::NoStorage,
        other => other,
    }
}

pub(super) fn of_idb(error: idb::Error) -> VaultError {
    use idb::Error;
    match error {
        Error::IndexedDbNotFound(_) => VaultError::NoStorage,
        Error::DomException(error) => of_exception(&error),
        Error::IndexedDbOpenFailed(error)
        | Error::TransactionOpenFailed(error)
        | Error::ObjectStoreNotFound(error)
        | Error::GetKeyFailed(error)
        | Error::GetAllFailed(error)
        | Error::GetAllKeysFailed(error)
        | Error::UpdateFailed(error)
        | Error::DeleteFailed(error) => of_js(&error),
        _ => no_answer(),
    }
}

/// What no request of ours can end in. Fifty sentences of the libraries, none of them for a person, would be
/// in the module if it were said more exactly.
fn no_answer() -> VaultError {
    VaultError::Failed("an answer that was not expected".to_owned())
}

pub(super) fn of_js(error: &JsValue) -> VaultError {
    match error.dyn_ref::<DomException>() {
        Some(error) => of_exception(error),
        None => VaultError::Failed(format!("{error:?}")),
    }
}

/// Why a transaction was aborted; without a reason, its connection was closed.
pub(super) fn of_abort(transaction: &IdbTransaction) -> VaultError {
    transaction.error().map_or(VaultError::Closed, |error| of_exception(&error))
}

fn of_exception(error: &DomException) -> VaultError {
    match error.name().as_str() {
        "QuotaExceededError" => VaultError::Full,
        "ConstraintError" => VaultError::Taken,
        "VersionError" => VaultError::Newer,
        "SecurityError" | "NotAllowedError" => VaultError::NoStorage,
        "InvalidStateError" | "TransactionInactiveError" | "AbortError" => VaultError::Closed,
        name => VaultError::Failed(format!("{name}: {}", error.message())),
    }
}
