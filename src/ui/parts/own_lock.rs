//! Whether the device's own lock opens the casebook: set up, or turned off.

use leptos::prelude::*;
use web_sys::Event;

use super::form::{submit, unchecked};
use super::passphrase::{Typed, account, passphrase, show_toggle};
use super::trouble::{Trouble, summary};
use super::work::Work;
use crate::casebook::CasebookError;
use crate::ui::element::{View, all, button, div, form, h2, live, live_words, nothing, p};
use crate::ui::own_lock::{asked, is_set_up};
use crate::ui::session::Session;
use crate::ui::shell::Shell;
use crate::ui::words::{door, settings as words};

/// The part of the settings. Where the device has no such lock, nothing is offered; what was set up before can
/// be turned off all the same.
pub fn own_lock() -> View {
    let (session, shell) = (Session::of_page(), Shell::of_page());
    let (is_on, said) = (is_set_up(session), RwSignal::new(""));
    let (typed, shown) = (Typed::default(), RwSignal::new(false));
    let trouble: Trouble = RwSignal::new(None);
    let work = Work::new();
    let change = move || {
        let was_on = is_on.get_untracked();
        let changed = async move {
            let (device, mut new) = (session.device(), None);
            if !was_on {
                let secret = typed.try_update(std::mem::take).unwrap_or_default();
                let prepared = device.prepare_prf(&secret).await?;
                // A prompt that is up cannot be taken down from here.
                work.stays();
                let (output, key) = asked(&prepared.salt.0, &[]).await?;
                new = Some((prepared, output, key));
            }
            device.change_prf(new).await?;
            is_on.try_set(!was_on);
            said.try_set(if was_on { words::OWN_LOCK_IS_OFF } else { words::OWN_LOCK_ON });
            Ok(())
        };
        let order = async move { changed.await.map_err(|error: CasebookError| error.told()) };
        work.begin(Box::pin(order), trouble);
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        change();
    };
    let part = move || {
        let is_on = is_on.get();
        if !is_on && shell.prf.get().is_none() {
            return nothing();
        }
        let asks = if is_on {
            let off = button().attr("type", "button").class("second").on("click", move |_| change());
            div().class("actions").child(off.text(words::OWN_LOCK_OFF)).view()
        } else {
            let field =
                passphrase("own-lock", door::PASSPHRASE, None, "current-password", typed, shown, trouble);
            let asks = unchecked(form())
                .on("submit", on_submit)
                .child(account())
                .child(field)
                .child(show_toggle(shown))
                .child(div().class("actions").child(submit(words::OWN_LOCK_SET, work.busy)));
            all(vec![
                p().text(words::OWN_LOCK_WHAT).view(),
                p().text(words::OWN_LOCK_WHO).view(),
                asks.view(),
            ])
        };
        all(vec![h2().text(door::BY_LOCK).view(), summary(trouble), asks])
    };
    let said = live_words(move || Some(said.get().to_owned()));
    all(vec![live(part), work.shown(door::MAKING.said()), p().attr("role", "status").child(said).view()])
}
