//! The lock: the passphrase, or the recovery code.

use leptos::prelude::*;
use web_sys::Event;
use zeroize::Zeroizing;

use crate::casebook::Secret;
use crate::ui::drafts::Sealed;
use crate::ui::element::{View, all, button, div, form, live, live_words, nothing, or_nothing, p};
use crate::ui::parts::casebooks::other_casebooks;
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::parts::work::Work;
use crate::ui::preferences::remember_casebook;
use crate::ui::session::Session;
use crate::ui::words::door;

#[derive(Clone, Copy, PartialEq, Eq)]
enum With {
    Passphrase,
    Code,
}

/// That what was typed could not be sealed, and why.
fn words_kept(session: Session) -> View {
    let Sealed::Not(told) = session.drafts().sealed() else { return nothing() };
    let why = p().text(&crate::ui::words::not_kept(&told));
    let kept = div().class("notice late").attr("role", "alert").child(why).child(p().text(door::WORDS_KEPT));
    or_nothing(session.drafts().hold_words().then_some(kept))
}

/// Opens the casebook; the address stays, so a deep link shows once it is open.
pub fn unlock() -> View {
    let session = Session::of_page();
    remember_casebook();
    let with = RwSignal::new(With::Passphrase);
    let trouble: Trouble = RwSignal::new(None);
    let (work, shown) = (Work::new(), RwSignal::new(false));
    let typed = Typed::default();

    let on_submit = move |event: Event| {
        event.prevent_default();
        let with = with.get_untracked();
        let unlocked = async move {
            // Out of the page before it is known whether it is right.
            let secret = typed.try_update(std::mem::take).unwrap_or_default();
            let secret = match with {
                With::Passphrase => Secret::Passphrase(&secret),
                With::Code => Secret::RecoveryCode(&secret),
            };
            session.unlock(secret).await?;
            session.enter();
            Ok(())
        };
        work.begin(Box::pin(unlocked), trouble);
    };
    let field = move || match with.get() {
        With::Passphrase => {
            passphrase("passphrase", door::PASSPHRASE, None, "current-password", typed, shown, trouble)
        }
        With::Code => {
            passphrase("code", door::RECOVERY_CODE, Some(door::RECOVERY_HINT), "off", typed, shown, trouble)
        }
    };
    let other = move |_| {
        typed.set(Zeroizing::default());
        trouble.set(None);
        with.update(|with| {
            *with = match with {
                With::Passphrase => With::Code,
                With::Code => With::Passphrase,
            }
        });
    };
    let by_other = live_words(move || {
        let say = match with.get() {
            With::Passphrase => door::BY_CODE,
            With::Code => door::BY_PASSPHRASE,
        };
        Some(say.to_owned())
    });
    let other = button().attr("type", "button").class("wordly").on("click", other).child(by_other);
    let asks = unchecked(form())
        .on("submit", on_submit)
        .child(account())
        .child(live(field))
        .child(show_toggle(shown))
        .child(div().class("actions").child(submit(door::UNLOCK_BUTTON, work.busy)).child(other))
        .child(work.shown(door::UNLOCKING.said()));
    let locked_itself =
        live(move || or_nothing(session.has_locked_itself().then(|| p().text(door::LOCKED_ITSELF))));
    all(vec![
        heading(door::UNLOCK, door::UNLOCK),
        locked_itself,
        live(move || words_kept(session)),
        summary(trouble),
        asks.view(),
        live(move || if session.drafts().hold_words() { nothing() } else { other_casebooks() }),
    ])
}
