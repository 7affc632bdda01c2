//! The device's own lock (fingerprint, face, PIN), as `public/register.js` asks for it: what it lets out opens the
//! casebook. Never without a tap.

use js_sys::{Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use zeroize::Zeroizing;

use super::parts::passphrase::account_name;
use super::session::Session;
use crate::casebook::CasebookError;
use crate::casebook::own_lock::{OwnLockError, PrfOutput};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = accordLock)]
    fn let_out(salt: &Uint8Array, name: &str, known: &Uint8Array) -> Promise;
}

/// What the lock lets out for a salt, and the id of its key: of the known one, or where that is empty, of one that is
/// made for it.
///
/// # Errors
/// [`OwnLockError`].
pub async fn asked(salt: &[u8], known: &[u8]) -> Result<(PrfOutput, Vec<u8>), CasebookError> {
    let asking = let_out(&Uint8Array::from(salt), &account_name(), &Uint8Array::from(known));
    let answer = JsFuture::from(asking).await.map_err(|_| OwnLockError::Refused)?;
    let answer = Uint8Array::new(&answer);
    let bytes = Zeroizing::new(answer.to_vec());
    answer.fill(0, 0, answer.length());
    let (output, id) = bytes.split_first_chunk().ok_or(OwnLockError::Unable)?;
    Ok((PrfOutput::new(*output), id.to_vec()))
}

/// Whether the device's own lock opens the casebook; false until that is known.
pub fn is_set_up(session: Session) -> RwSignal<bool> {
    let is_on = RwSignal::new(false);
    spawn_local(async move {
        // What keeps it from being read keeps nobody from the passphrase.
        is_on.try_set(matches!(session.device().prf().await, Ok(Some(_))));
    });
    is_on
}
