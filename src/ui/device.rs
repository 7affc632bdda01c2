//! What this browser does for the screens: keeps the storage, hands files out, reads them in.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, ShareData};

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

/// Loads the first screen afresh.
pub fn begin_anew() {
    if let Ok(Some(start)) = document().base_uri() {
        // Refused, the page stays as it is.
        let _ = window().location().replace(&start);
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

/// What became of a file that was handed to the share sheet.
pub enum Shared {
    /// The app that the person chose has it.
    HandedOver,
    /// The person chose none.
    Left,
    /// The browser would not.
    Refused,
}

/// A file as a share sheet takes it, which is `.txt`: most refuse `.json`. `None` where there is no such sheet.
pub fn sharable(file: &ExportFile) -> Option<ShareData> {
    let navigator = window().navigator();
    if !js_sys::Reflect::has(&navigator, &JsValue::from_str("canShare")).ok()? {
        return None;
    }
    let (parts, kind) = (js_sys::Array::of1(&JsValue::from_str(&file.text)), web_sys::FilePropertyBag::new());
    kind.set_type("text/plain");
    let name = file.name.replace(".json", ".txt");
    let file = web_sys::File::new_with_str_sequence_and_options(&parts, &name, &kind).ok()?;
    let data = ShareData::new();
    // The file alone: with words beside it some apps take only the words.
    data.set_files(&js_sys::Array::of1(&file));
    navigator.can_share_with_data(&data).then_some(data)
}

/// Opens the share sheet, in the tap that asks for it.
pub fn share(data: &ShareData) -> impl Future<Output = Shared> + use<> {
    let shared = JsFuture::from(window().navigator().share_with_data(data));
    async move {
        match shared.await {
            Ok(_) => Shared::HandedOver,
            Err(why) if why.dyn_ref::<DomException>().is_some_and(|why| why.name() == "AbortError") => {
                Shared::Left
            }
            Err(_) => Shared::Refused,
        }
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
