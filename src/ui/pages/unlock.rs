//! The lock: the passphrase, or the recovery code; where it was set up, the device's own lock.

use leptos::prelude::*;
use web_sys::Event;
use zeroize::Zeroizing;

use crate::casebook::own_lock::{OwnLockError, PrfOutput};
use crate::casebook::{CasebookError, Secret};
use crate::ui::drafts::Sealed;
use crate::ui::element::{View, all, button, div, form, live, live_words, nothing, or_nothing, p};
use crate::ui::own_lock::{asked, is_set_up};
use crate::ui::parts::casebooks::{neither, other_casebooks};
use crate::ui::parts::form::{submit, unchecked};
use crate::ui::parts::heading::heading;
use crate::ui::parts::passphrase::{Typed, account, passphrase, show_toggle};
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::parts::work::Work;
use crate::ui::preferences::remember_casebook;
use crate::ui::session::Session;
use crate::ui::shell::Shell;
use crate::ui::words::door;

#[derive(Clone, Copy, PartialEq, Eq)]
enum With {
    Passphrase,
    Code,
}

/// What the device's own lock lets out for this casebook.
async fn let_out(session: Session) -> Result<PrfOutput, CasebookError> {
    // Another tab may have turned it off.
    let (salt, key) = session.device().prf().await?.ok_or(OwnLockError::OfAnother)?;
    Ok(asked(&salt.0, &key).await?.0)
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

    // With none of the two: by the device's own lock.
    let unlock = move |with| {
        let unlocked = async move {
            // Out of the page before it is known whether it is right.
            let typed = typed.try_update(std::mem::take).unwrap_or_default();
            let output;
            let secret = match with {
                Some(With::Passphrase) => Secret::Passphrase(&typed),
                Some(With::Code) => Secret::RecoveryCode(&typed),
                None => {
                    output = let_out(session).await.map_err(|error| error.told())?;
                    Secret::OwnLock(&output)
                }
            };
            session.unlock(secret).await?;
            session.enter();
            Ok(())
        };
        work.begin(Box::pin(unlocked), trouble);
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        unlock(Some(with.get_untracked()));
    };
    let field = move || match with.get() {
        With::Passphrase => {
            passphrase("passphrase", door::PASSPHRASE, None, "current-password", typed, shown, trouble)
        }
        With::Code => {
            passphrase("code", door::RECOVERY_CODE, Some(door::RECOVERY_HINT), "off", typed, shown, trouble)
        }
    };
    let (is_on, shell) = (is_set_up(session), Shell::of_page());
    let by_lock = live(move || {
        let offered = is_on.get() && shell.prf.get().is_some();
        let tap = move |_| unlock(None);
        let button = || button().attr("type", "button").on("click", tap).text(door::BY_LOCK);
        or_nothing(offered.then(|| div().class("actions").child(button())))
    });
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
        by_lock,
        asks.view(),
        live(move || match session.drafts().hold_words() {
            true => nothing(),
            false => all(vec![neither(), other_casebooks()]),
        }),
    ])
}
