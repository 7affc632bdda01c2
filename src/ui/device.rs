//! What this browser does for the screens: keeps the storage, hands files out, reads them in.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::casebook::views::{ExportFile, Told};
use crate::ui::shell;
use crate::ui::words::exchange as words;

/// Loads the page afresh, which empties its memory. Not where the app might not come back, because
/// the shell has not stored it.
pub fn load_afresh() {
    if shell::told("offline").as_deref() == Some("ready") {
        // Refused, the page stays as it is, without the keys.
        let _ = window().location().reload();
    }
}

/// A file that the browser holds, so that it can be handed out again, until the last copy of this is
/// dropped: it is in plain words.
#[derive(Clone)]
pub struct Download {
    held: Rc<Held>,
}

struct Held {
    address: String,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Refused only for what is no address.
        let _ = web_sys::Url::revoke_object_url(&self.address);
    }
}

impl Download {
    /// Hands a file out, as a tap on a download link does; `None` if the browser refuses.
    pub fn hand_out(name: &str, text: &str, media_type: &str) -> Option<Self> {
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        let kind = web_sys::BlobPropertyBag::new();
        kind.set_type(media_type);
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
        let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
        let anchor: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.unchecked_into();
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
        Some(Self { held: Rc::new(Held { address }) })
    }

    /// Hands out a file of ours.
    pub fn of(file: &ExportFile) -> Option<Self> {
        Self::hand_out(&file.name, &file.text, "application/json")
    }

    /// Where the browser finds it.
    pub fn address(&self) -> String {
        self.held.address.clone()
    }
}

/// Puts a text on the clipboard; whether the browser did so.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    if JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Why there is no file.
pub fn browser_told() -> Told {
    Told {
        happened: words::NO_DOWNLOAD.to_owned(),
        to_do: words::NO_DOWNLOAD_TO_DO.to_owned(),
        reasons: Vec::new(),
    }
}

/// So much of a file is read: more than any bundle may hold, and no more, whatever is chosen.
const READ_AT_MOST: f64 = 4_000_000.0;
/// As [`READ_AT_MOST`], of a backup.
const READ_OF_BACKUP: f64 = 100_000_001.0;

/// Reads a chosen file. The casebook refuses what is too long.
pub async fn read_file(file: web_sys::File) -> Option<String> {
    read_start(file, READ_AT_MOST).await
}

/// Reads a backup that was chosen.
pub async fn read_backup(file: web_sys::File) -> Option<String> {
    read_start(file, READ_OF_BACKUP).await
}

async fn read_start(file: web_sys::File, most: f64) -> Option<String> {
    let start = file.slice_with_f64_and_f64(0.0, most).ok()?;
    JsFuture::from(start.text()).await.ok()?.as_string()
}
