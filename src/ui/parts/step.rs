//! A step of a procedure in plain words: who acts, what is owed by when, where it leads, what is good to know.

use super::folded::folded;
use super::guidance::{folded_guidance, guidance, readings};
use crate::casebook::views::{DutyGuide, StepGuide};
use crate::ui::element::{El, View, all, div, h3, li, or_nothing, p, ul};
use crate::ui::words::dispute::{authority, paragraph};
use crate::ui::words::help as words;

/// Who acts and who answers, and the paragraph.
pub fn who_acts(step: &StepGuide) -> El {
    let at = step.paragraph.as_deref().map(paragraph).unwrap_or_default();
    p().text(&[&step.acts, " ", &at].concat())
}

/// Its duties, where it leads, and what is good to know.
pub fn what_is_asked(step: &StepGuide) -> View {
    let good = (!step.guidance.is_empty()).then(|| h3().text(words::GOOD_TO_KNOW));
    all(vec![
        duties(&step.duties).view(),
        sentences(&step.leads).view(),
        or_nothing(good),
        guidance(&step.guidance).view(),
    ])
}

/// A sentence a line.
pub fn sentences(sentences: &[String]) -> El {
    ul().each(sentences.iter().map(|sentence| li().text(sentence)))
}

/// Duties in plain words.
pub fn duties(duties: &[DutyGuide]) -> El {
    ul().class("plain").each(duties.iter().map(duty))
}

fn duty(duty: &DutyGuide) -> El {
    let who = authority(
        None,
        duty.owner.as_deref(),
        duty.to.as_deref(),
        duty.force.as_deref(),
        duty.paragraph.as_deref(),
    );
    let details =
        (!duty.details.is_empty()).then(|| p().class("soft").text(&words::sentences(&duty.details)));
    let read =
        (!duty.readings.is_empty()).then(|| folded(words::HOW_READ, div().child(readings(&duty.readings))));
    li().class("duty")
        .child(p().class("what").text(&duty.text))
        .child(p().text(&[&duty.when, "."].concat()))
        .child(p().class("soft").text(&who))
        .maybe(details)
        .child(folded_guidance(&duty.guidance))
        .maybe(read)
}
