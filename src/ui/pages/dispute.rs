//! One dispute: danger first, what is owed and why by that date, the ladder, what can be done, what
//! happened.

use leptos::prelude::*;

use crate::casebook::picture::picture;
use crate::casebook::views::{
    Action, ActionKind, Anomaly, DisputeView, DutyLine, DutyState, Last, PackHere, Place, Readiness, Span,
    TimelineEntry, Travel,
};
use crate::ui::device::Download;
use crate::ui::element::{
    El, View, all, button, details, div, h2, h3, li, or_nothing, p, section, span, strong, summary as shown,
    ul,
};
use crate::ui::parts::danger_tap::{DANGER_NOW, danger_in};
use crate::ui::parts::duty_line::duty_line;
use crate::ui::parts::folded::folded;
use crate::ui::parts::guidance::at_step;
use crate::ui::parts::heading::heading;
use crate::ui::parts::ladder::ladder;
use crate::ui::parts::link::{link, link_named, link_within};
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::put_away::put_away;
use crate::ui::parts::sent::sent;
use crate::ui::parts::take_back::take_back;
use crate::ui::parts::timeline::{self, listed, timeline};
use crate::ui::parts::trouble::{Trouble, reasons, summary, ways};
use crate::ui::parts::voices::voices;
use crate::ui::route::{ActionName, Route};
use crate::ui::session::Session;
use crate::ui::words::dispute as words;
use crate::ui::words::{dates, exchange, help, home, issued, paper, safety};

/// The dispute of that id.
pub fn dispute(id: String) -> View {
    loaded_screen(
        words::DISPUTE,
        move |book| {
            let id = id.clone();
            async move { book.dispute(&id).await }
        },
        show,
    )
}

/// What can be done now.
const NOW: &str = "now";
/// More duties than these fill a phone's screen: a link leads past them.
const FEW: usize = 3;

fn show(view: &DisputeView) -> View {
    let (owed, ended): (Vec<_>, Vec<_>) =
        view.duties.iter().partition(|duty| duty.state == DutyState::Outstanding);
    let many = owed.len();
    let owed = if owed.is_empty() { p().text(words::NOTHING_OWED) } else { duties(view, &owed) };
    let ended = (!ended.is_empty()).then(|| folded(words::ENDED, duties(view, &ended)));
    let past = (many > FEW).then(|| p().class("go").child(link_within(NOW.to_owned(), "", words::ACTIONS)));
    let to_do = div()
        .child(h2().text(words::OWED))
        .maybe(past)
        .child(unsaid(view))
        .child(owed)
        .child(h2().attr("id", NOW).attr("tabindex", "-1").text(words::ACTIONS))
        .maybe(view.at_step.as_ref().map(|step| at_step(step, view.to_tell)))
        .maybe(put_away(view))
        .child(actions(view))
        .maybe(forms(view))
        .maybe(ended);
    let steps = div().child(h2().text(words::LADDER)).child(ladder(view));
    let happened = div()
        .each(view.voices.iter().flat_map(|said| [h2().text(words::VOICES).view(), voices(said)]))
        .child(h2().text(words::TIMELINE))
        .maybe((!is_danger_last(view)).then(|| take_back(view)))
        .child(timeline(&view.timeline));
    let about = div().child(h2().text(words::ABOUT)).child(super::about::about(view));
    all(vec![
        heading(words::DISPUTE, &view.title),
        standing(view),
        danger(view),
        to_know(view),
        or_nothing(view.to_confirm.as_ref().and_then(|entry| to_confirm(view, entry))),
        div().class("columns").child(to_do).child(steps).child(happened).child(about).view(),
    ])
}

/// Where it stands.
fn standing(view: &DisputeView) -> View {
    let at = view.ladder.iter().find(|rung| rung.place == Place::Current);
    let at = at.map(|rung| words::at_step(&rung.name, &rung.title));
    let help = (view.procedure.pack != PackHere::Missing)
        .then(|| link(Route::HelpOf(view.id.clone()), "", help::HELP));
    let children = view.children.iter().map(|child| strong().text(&[&child.reference, ". "].concat()));
    let under = Some(&view.procedure.partnership).filter(|one| !one.is_empty());
    let under = under.map(|one| [one, ". "].concat()).unwrap_or_default();
    let kept = (view.not_sent > 0).then(|| home::not_sent(view.not_sent));
    let kept = kept.map(|kept| [&kept, ". "].concat()).unwrap_or_default();
    let at = at.map(|at| [", ", &at].concat()).unwrap_or_default();
    all(vec![
        p().child(strong().text(&home::status(&view.status))).text(&at).view(),
        or_nothing(view.end_answered.as_ref().map(|say| p().text(say))),
        p().class("soft").each(children).text(&under).maybe(help).view(),
        // A link that stands alone is as large as a thumb.
        p().class(if kept.is_empty() { "go" } else { "" })
            .text(&kept)
            .child(link(Route::Export(view.id.clone()), "", words::EXPORT))
            .view(),
        or_nothing(
            (view.not_sent > view.not_exported)
                .then(|| sent(view.id.clone(), in_files(view), RwSignal::new(false))),
        ),
    ])
}

/// What a person should know before reading on.
fn to_know(view: &DisputeView) -> View {
    let pack = match view.procedure.pack {
        PackHere::Same => None,
        PackHere::Other => Some(words::PACK_OTHER),
        // What is missing is the entry that says which one it is: that is told below.
        PackHere::Missing if view.procedure.id.is_empty() => None,
        PackHere::Missing => Some(words::PACK_MISSING),
    };
    let anomalies = view.anomalies.iter().map(|one| to_look_at(view, one));
    let anomalies = (!view.anomalies.is_empty())
        .then(|| div().class("notice late").child(h2().text(words::ANOMALIES)).child(ul().each(anomalies)));
    all(vec![
        or_nothing(view.to_tell.then(|| {
            let step = view.at_step.as_ref().filter(|step| step.words.is_some());
            let words = step.map(|step| link_within(NOW.to_owned(), "", &help::words_at(&step.step)));
            p().class("notice").text(words::TO_BE_TOLD).text(" ").maybe(words)
        })),
        or_nothing(pack.map(|say| p().class("notice late").text(say))),
        or_nothing(view.offer.as_ref().map(|offer| {
            let see = link(Route::Version(view.id.clone()), "", issued::SEE_VERSION);
            p().class("notice").text(&issued::version_here(&offer.version)).child(see)
        })),
        or_nothing(anomalies),
    ])
}

/// More than two sides open on demand: what comes next is not to be far below.
const MOST_IN_SIGHT: usize = 2;

/// Something to know about the record: the entries that it is about, side by side, whoever says the same on one side; and what
/// leads out of it.
fn to_look_at(view: &DisputeView, one: &Anomaly) -> El {
    let side = |ids: &Vec<String>| {
        listed(view.timeline.iter().filter(|entry| ids.contains(&entry.id)).map(timeline::entry))
    };
    let about = div().class("voices").each(one.entries.iter().map(side));
    let about = if one.entries.len() > MOST_IN_SIGHT { folded(words::TIMELINE, about) } else { about };
    let ways = view.actions.iter().filter(|action| {
        one.ways.contains(&action.kind) && action.duty.is_none() && action.readiness == Readiness::Ready
    });
    li().text(&[&one.happened, " ", &one.to_do].concat()).child(about).child(
        p().class("go").each(ways.map(|action| link(to(view, action), "button second", &action.title))),
    )
}

/// The entries that are in a file, and nobody has said that it was sent.
fn in_files(view: &DisputeView) -> Vec<String> {
    let in_file = |entry: &&TimelineEntry| matches!(entry.travel, Travel::Exported(_));
    view.timeline.iter().filter(in_file).map(|entry| entry.id.clone()).collect()
}

/// What the others wrote down as the outcome, and the tap that answers it.
fn to_confirm(view: &DisputeView, entry: &TimelineEntry) -> Option<El> {
    let answer = view.actions.iter().find(|action| action.kind == ActionKind::Confirm)?;
    let said = entry
        .said
        .iter()
        .flat_map(|(label, words)| [p().class("soft").text(label), p().class("said").text(words)]);
    let by = [&dates::moment(entry.at), ", ", &exchange::signed(&entry.signer)].concat();
    Some(
        section()
            .class("notice")
            .child(h2().text(words::THEY_WROTE))
            .child(p().class("what").text(&entry.what))
            .each(said)
            .child(p().class("soft").text(&by))
            .child(p().child(link(to(view, answer), "button", words::CONFIRM))),
    )
}

/// Whether the danger that stands there was declared last, and here: a tap may have been a slip.
fn is_danger_last(view: &DisputeView) -> bool {
    view.danger.is_some() && matches!(view.last, Some(Last::Danger(_)))
}

/// What a declared danger asks for; before one is declared, the one tap that records it.
fn danger(view: &DisputeView) -> View {
    if let Some(danger) = &view.danger {
        return section()
            .class("safety")
            .attr("aria-labelledby", DANGER_NOW)
            .child(h2().attr("id", DANGER_NOW).text(words::DANGER))
            .maybe(danger.say.as_ref().map(|say| p().text(say)))
            .child(p().text(&danger.effect))
            .child(link(Route::Safety, "call", words::DANGER_CARD))
            .maybe(is_danger_last(view).then(|| take_back(view)))
            .view();
    }
    // Offered whatever the view offers: it is never refused, not even where the procedure is missing.
    let session = Session::of_page();
    let trouble: Trouble = RwSignal::new(None);
    let tap =
        danger_in(view.id.clone(), words::RECORD_DANGER.to_owned(), trouble, move |_| session.look_again());
    let what = span().class("soft").text(safety::RECORD_WHAT);
    all(vec![summary(trouble), p().child(tap).text(" ").child(what).view()])
}

/// What nobody has said yet, though a date depends on it, or the dispute.
fn unsaid(view: &DisputeView) -> View {
    let to_say = view.unsaid.iter().filter_map(|id| view.actions.iter().find(|action| action.id == *id));
    let each = to_say.map(|action| {
        let say = p().class("go").child(link(to(view, action), "", &action.title));
        let unsaid = if action.kind == ActionKind::Note { words::UNSAID_ABOUT } else { words::UNSAID_DATE };
        div().class("notice").child(p().class("by soon").text(unsaid)).child(say)
    });
    all(each.map(El::view).collect())
}

fn duties(view: &DisputeView, lines: &[&DutyLine]) -> El {
    let each = lines.iter().map(|line| {
        let about = line.actions.iter().filter_map(|id| view.actions.iter().find(|one| one.id == *id));
        // The most useful first, as a button; the others as links. A step's clock ends with its step.
        let to_do = about.enumerate().map(|(n, action)| {
            let class = if n == 0 && line.span == Span::Task { "button second" } else { "" };
            let name = words::at_duty_in_full(action, &line.text, line.subject.as_deref());
            link_named(to(view, action), class, words::at_duty(action), Some(name))
        });
        let looked = view.looked.iter().find(|(key, _)| *key == line.key);
        let looked = looked.map(|(_, at)| p().class("soft").text(&words::no_answer_by(&dates::moment(*at))));
        duty_line(line, all(vec![or_nothing(looked), p().class("go").each(to_do).view()]))
    });
    ul().class("plain").each(each)
}

/// What concerns one duty stands at that duty; the rest stands here, the ways on first.
fn actions(view: &DisputeView) -> View {
    let of_case = view.actions.iter().filter(|action| action.duty.is_none());
    let (ready, waiting): (Vec<_>, Vec<_>) = of_case.partition(|action| action.readiness == Readiness::Ready);
    let (first, more): (Vec<_>, Vec<_>) = ready.into_iter().partition(|action| leads_on(action.kind));
    let item = |action: &Action, class| li().child(link(to(view, action), class, &action.title));
    let refused = waiting.iter().filter_map(|action| {
        let Readiness::NotYet(why) = &action.readiness else { return None };
        Some([h3().text(&action.title).view(), reasons(why), ways(&view.id, action)])
    });
    let refused =
        (!waiting.is_empty()).then(|| details().child(shown().text(words::NOT_YET)).each(refused.flatten()));
    all(vec![
        ul().class("do-list").each(first.iter().map(|one| item(one, "button second"))).view(),
        folded(words::MORE_ACTIONS, ul().each(more.iter().map(|one| item(one, "")))).view(),
        or_nothing(refused),
    ])
}

/// The partnership's forms, to print.
fn forms(view: &DisputeView) -> Option<El> {
    let form = |(id, title): &(String, String)| {
        li().child(link(Route::Paper(view.id.clone(), id.clone()), "", title))
    };
    let drawn = picture(view);
    let held = StoredValue::new_local(None::<Download>);
    let save = move |_| held.set_value(Download::hand_out(PICTURE, &drawn, "image/svg+xml"));
    let save = button().attr("type", "button").class("wordly").on("click", save).text(paper::PICTURE);
    let inside = ul().each(view.forms.iter().map(form)).child(li().child(save));
    (view.procedure.pack != PackHere::Missing).then(|| folded(paper::FORMS, inside))
}

/// The file's name tells no case.
const PICTURE: &str = "accord-picture.svg";

fn to(view: &DisputeView, action: &Action) -> Route {
    Route::Act(view.id.clone(), ActionName::of(&view.id, &action.id))
}

/// What a person comes for most; everything else opens on demand.
fn leads_on(kind: ActionKind) -> bool {
    use ActionKind::{
        AddAgency, AddChild, AddTier, Again, AgreeDate, Close, Confirm, Correct, Danger, DangerOver, Delay,
        Depart, Discuss, Done, Lesson, Move, Note, Open, Received, Reopen, Resolve, SetFact, Waive,
    };
    match kind {
        Open | Move | AddTier | Resolve | Close | Reopen | Discuss | Note | DangerOver => true,
        Danger | Depart | Done | Waive | Again | AgreeDate | Received | SetFact | AddChild | AddAgency
        | Lesson | Delay | Correct | Confirm => false,
    }
}
