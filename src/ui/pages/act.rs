//! One action of a dispute: what it means, why it may have to wait, and what it asks.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::casebook::drafts::form_to_act;
use crate::casebook::views::{Action, DisputeView, Draft, Readiness, StepGuide};
use crate::casebook::{Casebook, CasebookError};
use crate::ui::drafts::Form;
use crate::ui::element::{El, View, all, button, div, or_nothing, p};
use crate::ui::navigator::Navigator;
use crate::ui::parts::folded::folded;
use crate::ui::parts::form::form;
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::step::{what_is_asked, who_acts};
use crate::ui::parts::trouble::{reasons, ways};
use crate::ui::route::{ActionName, Route};
use crate::ui::session::Session;
use crate::ui::words::dispute as words;

/// The action of that name.
pub fn act(dispute: String, name: ActionName) -> View {
    // The form is drawn for the action that was chosen; another tab's entry must not exchange it.
    let chosen = Rc::new(OnceCell::new());
    let read = move |book: Rc<Casebook>| {
        let (dispute, name, chosen) = (dispute.clone(), name.clone(), Rc::clone(&chosen));
        async move {
            let view = book.dispute(&dispute).await?;
            if let Some(named) = view.actions.iter().find(|one| ActionName::of(&dispute, &one.id) == name) {
                chosen.get_or_init(|| named.clone());
            }
            let left = match chosen.get() {
                Some(_) => None,
                None => left_in(&book, &Route::Act(dispute, name)).await?,
            };
            Ok((view.id.clone(), view.title.clone(), chosen.get().cloned(), left))
        }
    };
    loaded_screen(words::ACT, read, |(dispute, title, action, left)| match action {
        Some(action) => show(dispute.clone(), title, action.clone()),
        None => gone(dispute.clone(), left.as_ref()),
    })
}

fn show(dispute: String, title: &str, action: Action) -> View {
    let session = Session::of_page();
    let back = Route::Dispute(dispute.clone());
    let name = form_to_act(&dispute, &action.id);
    let named = Form { name, title: action.title.clone(), about: title.to_owned() };
    let waits = match &action.readiness {
        Readiness::Ready => None,
        Readiness::NotYet(why) => {
            Some(div().class("notice").child(reasons(why)).child(ways(&dispute, &action)))
        }
    };
    let id = action.id;
    let order = move |answers| {
        let (dispute, id) = (dispute.clone(), id.clone());
        async move {
            let book = session.unlocked()?;
            let view: DisputeView =
                session.save(book.act(&dispute, &id, &answers), |view| Some(view.now)).await?;
            Ok(Route::Dispute(view.id))
        }
    };
    all(vec![
        p().class("soft").text(title).view(),
        heading(words::ACT, &action.title),
        or_nothing(action.explain.map(|say| p().text(&say))),
        or_nothing(action.leads_to.as_ref().map(ahead)),
        or_nothing(waits),
        form(named, action.asks, words::SAVE, back, order),
    ])
}

/// The step that it leads to.
fn ahead(step: &StepGuide) -> El {
    let asked = folded(crate::ui::words::help::ASKED_THERE, div().child(what_is_asked(step)));
    div().child(who_acts(step)).child(asked)
}

/// What was begun in a form that is offered no longer.
async fn left_in(book: &Casebook, screen: &Route) -> Result<Option<Draft>, CasebookError> {
    let (lines, _) = book.begun().await?;
    match lines.iter().find(|line| Route::of_form(&line.form) == *screen) {
        Some(line) => book.draft(&line.form).await,
        None => Ok(None),
    }
}

/// What was written there is shown as it is, to be read and copied before it goes.
fn gone(dispute: String, left: Option<&Draft>) -> View {
    let back = Route::Dispute(dispute.clone());
    let written = left.map(|draft| {
        let (session, navigator) = (Session::of_page(), Navigator::of_page());
        let form = draft.form.clone();
        let throw_away = move |_| {
            session.drafts().begin_again(&form);
            session.seal_drafts();
            navigator.replace(back.clone());
        };
        let throw_away = button().attr("type", "button").class("second").on("click", throw_away);
        div()
            .class("notice")
            .child(p().text(&[&draft.title, ": ", words::YOU_WROTE].concat()))
            .each(draft.answers.values().flatten().map(|said| p().class("said").text(said)))
            .child(throw_away.text(crate::ui::words::THROW_AWAY))
    });
    all(vec![
        heading(words::ACT, words::ACT_GONE),
        or_nothing(written),
        link(Route::Dispute(dispute), "button", words::TO_DISPUTE),
    ])
}
