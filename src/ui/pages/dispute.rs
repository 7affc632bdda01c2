//! One dispute: danger first, what is owed and why by that date, the ladder, what can be done, what
//! happened.

use leptos::prelude::*;

use crate::casebook::views::{
    Action, ActionKind, DisputeView, DutyLine, DutyState, PackHere, Place, Readiness, Span,
};
use crate::ui::parts::danger_tap::danger_in;
use crate::ui::parts::duty_line::duty_line;
use crate::ui::parts::heading::heading;
use crate::ui::parts::ladder::ladder;
use crate::ui::parts::link::{link, link_named};
use crate::ui::parts::loaded::loaded_screen;
use crate::ui::parts::timeline::timeline;
use crate::ui::parts::trouble::{Trouble, reasons, summary};
use crate::ui::route::{ActionName, Route};
use crate::ui::session::Session;
use crate::ui::words::dispute as words;
use crate::ui::words::{home, safety};

/// The dispute of that id.
pub fn dispute(id: String) -> AnyView {
    loaded_screen(
        words::DISPUTE,
        move |book| {
            let id = id.clone();
            async move { book.dispute(&id).await }
        },
        |view| show(&view),
    )
}

fn show(view: &DisputeView) -> AnyView {
    let (owed, ended): (Vec<_>, Vec<_>) =
        view.duties.iter().partition(|duty| duty.state == DutyState::Outstanding);
    view! {
        {heading(words::DISPUTE, view.title.clone())}
        {standing(view)}
        {danger(view)}
        <div class="columns">
            <div>
                <h2>{words::OWED}</h2>
                {if owed.is_empty() {
                    view! { <p>{words::NOTHING_OWED}</p> }.into_any()
                } else {
                    duties(view, &owed)
                }}
                <h2>{words::ACTIONS}</h2>
                {actions(view)}
                {(!ended.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>{words::ENDED}</summary>
                                {duties(view, &ended)}
                            </details>
                        }
                    })}
            </div>
            <div>
                <h2>{words::LADDER}</h2>
                {ladder(view)}
                <h2>{words::TIMELINE}</h2>
                {timeline(&view.timeline)}
                <h2>{words::ABOUT}</h2>
                {super::about::about(view)}
            </div>
        </div>
    }
    .into_any()
}

/// Where it stands, and what a person should know before reading on.
fn standing(view: &DisputeView) -> AnyView {
    let pack = match view.procedure.pack {
        PackHere::Same => None,
        PackHere::Other => Some(words::PACK_OTHER),
        PackHere::Missing => Some(words::PACK_MISSING),
    };
    let anomalies = view.anomalies.iter().map(|one| {
        let (happened, to_do) = (one.happened.clone(), one.to_do.clone());
        view! { <li>{happened} " " {to_do}</li> }
    });
    let at = view.ladder.iter().find(|rung| rung.place == Place::Current);
    let at = at.map(|rung| words::at_step(&rung.name, &rung.title));
    let kept = (view.not_exported > 0).then(|| home::not_exported(view.not_exported));
    view! {
        <p>
            <strong>{home::status(&view.status)}</strong>
            {at.map(|at| [", ", &at].concat())}
        </p>
        <p class="soft">{view.procedure.partnership.clone()}</p>
        <p>
            {kept.map(|kept| [&kept, ". "].concat())}
            {link(Route::Export(view.id.clone()), "", words::EXPORT)}
        </p>
        {(view.pending > 0).then(|| view! { <p class="notice">{home::pending(view.pending)}</p> })}
        {pack.map(|say| view! { <p class="notice late">{say}</p> })}
        {(!view.anomalies.is_empty())
            .then(|| {
                view! {
                    <div class="notice late">
                        <h2>{words::ANOMALIES}</h2>
                        <ul>{anomalies.collect_view()}</ul>
                    </div>
                }
            })}
    }
    .into_any()
}

/// What a declared danger asks for; before one is declared, the one tap that records it.
fn danger(view: &DisputeView) -> AnyView {
    if let Some(danger) = &view.danger {
        return view! {
            <section class="safety" aria-labelledby="danger-now">
                <h2 id="danger-now">{words::DANGER}</h2>
                {danger.say.clone().map(|say| view! { <p>{say}</p> })}
                <p>{danger.effect.clone()}</p>
                {link(Route::Safety, "call", words::DANGER_CARD)}
            </section>
        }
        .into_any();
    }
    // Offered whatever the view offers: it is never refused, not even where the procedure is missing.
    let session = Session::of_page();
    let trouble: Trouble = RwSignal::new(None);
    view! {
        {summary(trouble)}
        <p>
            {danger_in(view.id.clone(), words::DANGER.to_owned(), trouble, move |_| session.look_again())} " "
            <span class="soft">{safety::RECORD_WHAT}</span>
        </p>
    }
    .into_any()
}

fn duties(view: &DisputeView, lines: &[&DutyLine]) -> AnyView {
    let each = lines.iter().map(|line| {
        let about = line.actions.iter().filter_map(|id| view.actions.iter().find(|one| one.id == *id));
        // The most useful first, as a button; the others as links. A step's clock ends with its step.
        let to_do = about.enumerate().map(|(n, action)| {
            let class = if n == 0 && line.span == Span::Task { "button second" } else { "" };
            let name = words::at_duty_in_full(action, &line.text, line.subject.as_deref());
            let say = words::at_duty(action).to_owned();
            link_named(to(view, action), class, say, Some(name))
        });
        duty_line(line, view! { <p class="go">{to_do.collect_view()}</p> }.into_any())
    });
    view! { <ul class="plain">{each.collect_view()}</ul> }.into_any()
}

/// What concerns one duty stands at that duty; the rest stands here, the ways on first.
fn actions(view: &DisputeView) -> AnyView {
    let of_case = view.actions.iter().filter(|action| action.duty.is_none());
    let (ready, waiting): (Vec<_>, Vec<_>) = of_case.partition(|action| action.readiness == Readiness::Ready);
    let (first, more): (Vec<_>, Vec<_>) = ready.into_iter().partition(|action| leads_on(action.kind));
    let item = |action: &Action, class| {
        view! { <li>{link(to(view, action), class, action.title.clone())}</li> }
    };
    let refused = waiting.iter().map(|action| {
        let Readiness::NotYet(why) = &action.readiness else { return ().into_any() };
        view! {
            <h3>{action.title.clone()}</h3>
            {reasons(why)}
        }
        .into_any()
    });
    view! {
        <ul class="do-list">{first.iter().map(|one| item(one, "button second")).collect_view()}</ul>
        <details>
            <summary>{words::MORE_ACTIONS}</summary>
            <ul>{more.iter().map(|one| item(one, "")).collect_view()}</ul>
        </details>
        {(!waiting.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>{words::NOT_YET}</summary>
                        {refused.collect_view()}
                    </details>
                }
            })}
    }
    .into_any()
}

fn to(view: &DisputeView, action: &Action) -> Route {
    Route::Act(view.id.clone(), ActionName::of(&view.id, action))
}

/// What a person comes for most; everything else opens on demand.
fn leads_on(kind: ActionKind) -> bool {
    use ActionKind::{
        AddAgency, AddChild, AddTier, Again, AgreeDate, Close, Danger, DangerOver, Delay, Depart, Discuss,
        Done, Lesson, Move, Note, Open, Received, Reopen, Resolve, SetFact, Waive,
    };
    match kind {
        Open | Move | AddTier | Resolve | Close | Reopen | Discuss | Note | DangerOver => true,
        Danger | Depart | Done | Waive | Again | AgreeDate | Received | SetFact | AddChild | AddAgency
        | Lesson | Delay => false,
    }
}
