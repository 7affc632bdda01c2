//! How a procedure works, in plain words: its steps, who acts, what is owed by when, what is good to know.

use std::rc::Rc;

use crate::casebook::Casebook;
use crate::casebook::views::{Guide, ProcedureChoice, StepGuide, TrackGuide};
use crate::ui::element::{View, all, div, h2, li, or_nothing, p, strong, ul};
use crate::ui::parts::folded::folded;
use crate::ui::parts::guidance::{folded_guidance, guidance, readings};
use crate::ui::parts::heading::heading;
use crate::ui::parts::link::link;
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::step::{duties, sentences, what_is_asked, who_acts};
use crate::ui::route::Route;
use crate::ui::words::dispute::TO_DISPUTE;
use crate::ui::words::help as words;

/// Whose procedure is told.
#[derive(Clone)]
pub enum Of {
    /// That of this id; without one, that of the person's partnership.
    Procedure(Option<String>),
    /// That of this dispute.
    Dispute(String),
}

/// What is read for the page, once: what another tab records must not shut what is open here.
struct Told(Guide, Vec<ProcedureChoice>);

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

/// How a procedure works.
pub fn help(of: Of) -> View {
    let back = match &of {
        Of::Procedure(_) => None,
        Of::Dispute(dispute) => Some(Route::Dispute(dispute.clone())),
    };
    let read = move |book: Rc<Casebook>| {
        let of = of.clone();
        async move {
            let guide = match of {
                Of::Procedure(id) => book.guide(id.as_deref()).await?,
                Of::Dispute(id) => book.guide_of(&id).await?,
            };
            Ok(Told(guide, book.procedures().await?))
        }
    };
    loaded_screen(words::HELP, read, move |Told(guide, all)| show(guide, all, back.clone()))
}

fn show(guide: &Guide, others: &[ProcedureChoice], back: Option<Route>) -> View {
    let document = words::document(&guide.title, &guide.document_version, &guide.status);
    let others = others.iter().filter(|other| other.id != guide.id);
    let others =
        others.map(|other| li().child(link(Route::Help(Some(other.id.clone())), "", &other.partnership)));
    let back = back.map(|back| p().class("go").child(link(back, "", TO_DISPUTE)));
    let read =
        (!guide.readings.is_empty()).then(|| folded(words::READINGS, div().child(readings(&guide.readings))));
    all(vec![
        heading(words::HELP, words::HELP),
        or_nothing(back),
        p().child(strong().text(&guide.partnership)).view(),
        p().text(&document).view(),
        or_nothing(guide.review_overdue.as_ref().map(|say| p().class("by soon").text(say))),
        p().class("soft").text(words::WHAT).view(),
        all(guide.tracks.iter().map(track).collect()),
        h2().text(words::GOOD_TO_KNOW).view(),
        guidance(&guide.guidance).view(),
        or_nothing(read),
        h2().text(words::OTHERS).view(),
        ul().class("do-list").each(others).view(),
    ])
}

fn track(track: &TrackGuide) -> View {
    let at_any = (!track.duties.is_empty()).then(|| folded(words::AT_ANY_STEP, duties(&track.duties)));
    all(vec![
        h2().text(&track.title).view(),
        folded(words::BEGINS, sentences(&track.begins)).view(),
        all(track.steps.iter().map(step).collect()),
        or_nothing(at_any),
        folded(words::DANGER, sentences(&track.danger)).view(),
        folded(words::ENDS, sentences(&track.ends)).view(),
        folded_guidance(&track.guidance),
    ])
}

fn step(step: &StepGuide) -> View {
    let here = if step.current { [" (", words::NOW, ")"].concat() } else { String::new() };
    folded(&[step.title.as_str(), &here].concat(), div().child(who_acts(step)).child(what_is_asked(step)))
        .attr_if("open", step.current.then_some(""))
        .view()
}
