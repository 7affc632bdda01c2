//! Begins a dispute: under whose procedure, then the form that its track gives.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::casebook::Casebook;
use crate::casebook::drafts::{CHOOSE, form_to_begin};
use crate::casebook::views::{Answers, Ask, AskKind, Need, ProcedureChoice, TrackChoice};
use crate::ui::drafts::{Form, Typed};
use crate::ui::element::{View, all, div, live, or_nothing, p, strong};
use crate::ui::pages::profile::first;
use crate::ui::parts::begun::begun;
use crate::ui::parts::field::{choice, field};
use crate::ui::parts::folded::folded;
use crate::ui::parts::form::form;
use crate::ui::parts::heading::heading;
use crate::ui::parts::loaded::loaded;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::begin as words;
use crate::ui::words::issued::mark;

const PROCEDURE: &str = "procedure";
const TRACK: &str = "track";

/// A new dispute; where it is said, on that track of that procedure.
pub fn begin(on: Option<(String, String)>) -> View {
    let read = |book: Rc<Casebook>| async move { Ok(Offered(book.procedures().await?.into())) };
    let show = move |Offered(all): &Offered| {
        let named = on.as_ref().and_then(|(procedure, track)| at_once(all, procedure, track));
        named.unwrap_or_else(|| choose(Arc::clone(all)))
    };
    all(vec![heading(words::NEW, words::NEW), loaded(read, show)])
}

/// The form of that track, with nothing to choose before it; none where it is not offered.
fn at_once(offered: &[ProcedureChoice], procedure: &str, track: &str) -> Option<View> {
    let procedure = offered.iter().find(|one| one.id == procedure)?;
    let track = procedure.tracks.iter().find(|one| one.id == track)?;
    // Whose procedure it is, is known to who chose one of its processes.
    Some(all(vec![
        p().child(strong().text(&track.title)).view(),
        or_nothing(past_review(procedure)),
        opening(procedure, track),
    ]))
}

/// What is offered does not change while the form is on the screen, so it is drawn once.
#[derive(PartialEq)]
struct Offered(Arc<[ProcedureChoice]>);

fn choose(offered: Arc<[ProcedureChoice]>) -> View {
    if offered.is_empty() {
        return p().text(words::NO_PROCEDURE).view();
    }
    // Which procedure and track is a draft of its own: the safety card costs no choice.
    let form = Form { name: CHOOSE.to_owned(), ..Form::default() };
    begun(form, first_offered(&offered), move |under| chosen(Arc::clone(&offered), under))
}

fn chosen(offered: Arc<[ProcedureChoice]>, under: Typed) -> View {
    let chosen = |key: &'static str| Memo::new(move |_| under.with(|said| first(said, key)));
    let (procedure, track) = (chosen(PROCEDURE), chosen(TRACK));
    let choices = offered.iter().map(|one| {
        (one.id.as_str(), [&one.partnership, ": ", &one.title, &mark(&one.version, &one.vouched)].concat())
    });
    // The person's own comes first; another partnership's is rare.
    let own = vec![offered[0].id.clone()];
    let others = pick(PROCEDURE, words::PROCEDURE, None, choices.collect(), own, under);
    let procedures = (offered.len() > 1).then(|| folded(words::OTHER_PROCEDURE, div().child(others)));
    let known = Arc::clone(&offered);
    let under_whose = move || whose(procedure_of(&known, &procedure.get()));
    let all_offered = Arc::clone(&offered);
    let tracks = move || {
        let tracks = &procedure_of(&all_offered, &procedure.get()).tracks;
        let choices = tracks.iter().map(|one| (one.id.as_str(), one.about.clone())).collect();
        or_nothing(
            (tracks.len() > 1)
                .then(|| pick(TRACK, words::TRACK, Some(words::TRACK_HINT), choices, Vec::new(), under)),
        )
    };
    let fields = move || {
        let procedure = procedure_of(&offered, &procedure.get());
        let track = track.get();
        let track = match procedure.tracks.as_slice() {
            [only] => Some(only),
            several => several.iter().find(|one| one.id == track),
        };
        or_nothing(track.map(|track| opening(procedure, track)))
    };
    all(vec![live(under_whose), or_nothing(procedures), live(tracks), live(fields)])
}

/// Under whose procedure the dispute begins.
fn whose(procedure: &ProcedureChoice) -> View {
    let said = words::under("\n");
    let (before, after) = said.split_once('\n').unwrap_or((&said, ""));
    all(vec![
        p().text(before).child(strong().text(&procedure.partnership)).text(after).view(),
        or_nothing(past_review(procedure)),
    ])
}

fn past_review(procedure: &ProcedureChoice) -> Option<View> {
    procedure.review_overdue.as_ref().map(|say| p().class("soft").text(say).view())
}

/// That of the id, or the first.
fn procedure_of<'a>(all: &'a [ProcedureChoice], id: &str) -> &'a ProcedureChoice {
    all.iter().find(|one| one.id == id).unwrap_or(&all[0])
}

/// The person's own procedure, chosen before anybody chooses, so that it does not count as words. Which of its
/// tracks it is, nobody knows beforehand.
fn first_offered(offered: &[ProcedureChoice]) -> Answers {
    let ids = offered.first().map(|first| (PROCEDURE.to_owned(), vec![first.id.clone()]));
    ids.into_iter().collect()
}

/// A choice among several.
fn pick(
    id: &'static str,
    label: &str,
    hint: Option<&str>,
    choices: Vec<(&str, String)>,
    preset: Vec<String>,
    under: Typed,
) -> View {
    let kind = AskKind::One(choices.iter().map(|(value, label)| choice(value, label)).collect());
    let (label, hint) = (label.to_owned(), hint.map(str::to_owned));
    let ask = Ask { id: id.to_owned(), label, hint, kind, need: Need::Required, preset };
    field(&ask, id.to_owned(), under, RwSignal::new(None))
}

fn opening(procedure: &ProcedureChoice, track: &TrackChoice) -> View {
    let session = Session::of_page();
    let (under, on, action) = (procedure.id.clone(), track.id.clone(), track.open.id.clone());
    let (title, about) = (words::NEW.to_owned(), track.title.clone());
    let named = Form { name: form_to_begin(&under, &on), title, about };
    let order = move |answers| {
        let (under, on, action) = (under.clone(), on.clone(), action.clone());
        async move {
            let book = session.unlocked()?;
            let begun =
                session.save(book.begin(&under, &on, &action, &answers), |view| Some(view.now)).await?;
            session.drafts().forget(CHOOSE);
            Ok(Route::Dispute(begun.id))
        }
    };
    all(vec![
        or_nothing(track.open.explain.as_ref().map(|say| p().text(say))),
        form(named, track.open.asks.clone(), words::OPEN, Route::Home, order),
    ])
}
