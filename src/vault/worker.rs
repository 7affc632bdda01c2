//! Stretching in a worker: the page stays alive, and when the worker ends, its memory goes with it.
//!
//! The worker runs the very module that the page runs (`docs/decisions/one-module-for-page-and-worker.md`);
//! its script, `public/stretch-worker.js`, is handed the module that the page has already compiled.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use zeroize::{Zeroize, Zeroizing};

use super::record::{Cost, Salt};
use super::stretch::{KeyBytes, Stretch, stretched};
use super::{Pending, VaultError};

/// Where the build puts the worker's script, from the app's own folder.
pub const SCRIPT: &str = "stretch-worker.js";

/// Stretches in a worker that is started for it and ended after it.
#[derive(Clone, Debug)]
pub struct InWorker {
    script: String,
}

impl InWorker {
    /// A worker with the script at this address: [`SCRIPT`] in the app.
    pub fn with_script(script: &str) -> Self {
        Self { script: script.to_owned() }
    }

    async fn run(&self, passphrase: &str, salt: Salt, cost: Cost) -> Result<KeyBytes, VaultError> {
        cost.check()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&self.script, &options).map_err(|error| failed(&error))?;
        let ended = Ended(worker);
        let answer = JsFuture::from(Promise::new(&mut |answered, failed| {
            ended.0.set_onmessage(Some(&answered));
            ended.0.set_onerror(Some(&failed));
            ended.0.set_onmessageerror(Some(&failed));
        }));
        let secret = Uint8Array::from(passphrase.as_bytes());
        let order = Object::new();
        for (name, value) in [
            ("module", wasm_bindgen::module()),
            ("passphrase", JsValue::from(&secret)),
            ("salt", Uint8Array::from(salt.0.as_slice()).into()),
            ("cost", Array::of3(&cost.memory_kib.into(), &cost.passes.into(), &cost.lanes.into()).into()),
        ] {
            Reflect::set(&order, &name.into(), &value).expect("a new object takes every member");
        }
        // Handed over, not copied: no second copy stays with the page.
        let handed_over = Array::of1(&secret.buffer());
        ended.0.post_message_with_transfer(&order, &handed_over).map_err(|error| failed(&error))?;
        let answer = answer.await.map_err(|event| failed(&event))?;
        let answer = answer.dyn_into::<MessageEvent>().map_err(|event| failed(&event))?.data();
        let Ok(key) = answer.dyn_into::<Uint8Array>() else {
            return Err(VaultError::NoStretching("the worker could not start".to_owned()));
        };
        let mut bytes = Zeroizing::new(key.to_vec());
        key.fill(0, 0, key.length());
        let stretched = KeyBytes::new(
            bytes
                .as_slice()
                .try_into()
                .map_err(|_| VaultError::NoStretching("the worker gave no key".to_owned()))?,
        );
        bytes.zeroize();
        Ok(stretched)
    }
}

impl Stretch for InWorker {
    fn stretch<'a>(&'a self, passphrase: &'a str, salt: Salt, cost: Cost) -> Pending<'a, KeyBytes> {
        Box::pin(self.run(passphrase, salt, cost))
    }
}

/// Ends the worker however the waiting ends.
struct Ended(Worker);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// What the worker's script calls.
///
/// # Errors
/// The words of the failure, for the script to pass on.
#[wasm_bindgen(js_name = stretchHere)]
pub fn stretch_here(
    mut passphrase: Vec<u8>,
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
) -> Result<Vec<u8>, JsError> {
    let stretched = stretched(&passphrase, salt, Cost { memory_kib, passes, lanes });
    passphrase.zeroize();
    stretched.map(|key| key.to_vec()).map_err(|error| match error {
        VaultError::NoStretching(why) => JsError::new(&why),
        _ => JsError::new("the cost of stretching is out of bounds"),
    })
}

fn failed(error: &JsValue) -> VaultError {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    VaultError::NoStretching(message.unwrap_or_else(|| format!("{error:?}")))
}
