//! One dispute with its post: two people who write offline, and the files that they send each other and the desk.
//!
//! Each does only what the engine offers for where the dispute stands, as they know it. In one of five both end it or
//! go on without having seen each other. Of the messages some are late, lost, or come twice.

mod writing;

use chrono::{DateTime, Days, Utc};

use super::NotMade;
use super::dice::Dice;
use super::people;
use crate::bundle::{
    self, CarriedPack, Enrolment, SignedEvent, SignedPack, SignedReceipt, late_after, received,
};
use crate::calendar::Calendar;
use crate::casebook::packs::Packs;
use crate::casebook::partnership::Partnership;
use crate::casebook::show::whole::{Record, Seen};
use crate::casebook::views::Status;
use crate::dispute::Rules;
use crate::dispute::event::Under;
use crate::ordered::Map;
use crate::procedure::pack::Pack;

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives soon.
    Arrives,
    /// It arrives weeks later.
    Late,
    /// It arrives, and once more.
    Twice,
    /// It never arrives.
    Lost,
}

/// A file on its way from one side to the other and to the desk.
pub struct Message {
    /// To whom it goes, among the partnership's people.
    to: usize,
    /// When it was sent.
    pub sent: DateTime<Utc>,
    /// When it arrives; a second time three days after.
    pub arrives: DateTime<Utc>,
    /// What becomes of it.
    pub fate: Fate,
    /// Whether only its recipients can read it.
    pub is_sealed: bool,
    /// The entries in it, by their places.
    pub entries: Vec<usize>,
    /// The message as it is sent.
    pub mail: String,
}

/// Where a dispute stands by some of its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// How many entries.
    pub entries: usize,
    /// How many of them wait for others.
    pub pending: usize,
    /// How many steps contradict each other.
    pub contested: usize,
    /// How many claim to be from before a receipt that does not cover them.
    pub late: usize,
    /// Open, resolved …
    pub status: Status,
}

/// One dispute, whole.
pub struct Course {
    /// Which of all.
    pub number: usize,
    /// Its procedure and track.
    pub under: Under,
    /// Its entries.
    pub events: Vec<SignedEvent>,
    /// Its post.
    pub messages: Vec<Message>,
    /// What the registers said.
    pub receipts: Vec<SignedReceipt>,
    /// Everything in one file that anybody can read, and in one that is sealed to the desk and both sides.
    pub files: [String; 2],
    /// Where it stands by everything.
    pub stands: Stands,
    /// Where it stands by what arrives and can be read by anybody; none where nothing does.
    pub readable: Option<Stands>,
    /// Where it stands by all that arrives.
    pub arrived: Option<Stands>,
}

struct Side {
    person: usize,
    agency: String,
    has: Vec<usize>,
}

struct Writing<'a> {
    dice: Dice,
    packs: &'a Packs,
    calendar: &'a Calendar,
    partnership: &'a mut people::Partnership,
    carried: Vec<SignedPack>,
    enrolments: Vec<Enrolment>,
    sides: [Side; 2],
    events: Vec<SignedEvent>,
    messages: Vec<Message>,
    receipts: Vec<SignedReceipt>,
}

impl Course {
    /// Lets a dispute run its course. A pack that is brought travels with its entries.
    pub fn run(
        dice: Dice,
        number: usize,
        pack: &Pack,
        packs: &Packs,
        is_brought: bool,
        calendar: &Calendar,
        partnership: &mut people::Partnership,
    ) -> Result<Self, NotMade> {
        let procedure = pack.procedure();
        let track = dice.below(procedure.tracks.len() * 3);
        let track = &procedure.tracks[track.saturating_sub(procedure.tracks.len() * 2)];
        let Some(rules) = Rules::new(procedure, &track.id, calendar) else {
            unreachable!("a procedure has its own tracks")
        };
        let under = Under {
            calendar: calendar.version.clone(),
            digest: pack.digest().to_owned(),
            procedure: procedure.id.clone(),
            track: track.id.clone(),
            version: procedure.version.clone(),
        };
        let agencies: Vec<(String, String)> =
            procedure.agencies.iter().map(|(id, of)| (id.to_string(), of.label.clone())).collect();
        let raising = dice.below(agencies.len());
        let other = (raising + 1 + dice.below(agencies.len() - 1)) % agencies.len();
        let side = |agency: usize| {
            let people = partnership.of_agency(&agencies[agency].1);
            let person = dice.one_of(&people).copied().unwrap_or_default();
            Side { person, agency: agencies[agency].0.clone(), has: Vec::new() }
        };
        let (mut one, mut two) = (side(raising), side(other));
        if one.person == two.person {
            // Two agencies of one name.
            let everybody = partnership.people.len();
            two.person = (one.person + 1) % everybody;
        }
        if dice.one_in(2) {
            std::mem::swap(&mut one, &mut two);
        }
        let enrolments = [&one, &two].map(|side| partnership.people[side.person].enrolment.clone()).to_vec();
        let mut writing = Writing {
            dice,
            packs,
            calendar,
            partnership,
            carried: Vec::new(),
            enrolments,
            sides: [one, two],
            events: Vec::new(),
            messages: Vec::new(),
            receipts: Vec::new(),
        };
        let days = Days::new(writing.dice.below(150) as u64);
        writing.dice.go_to(writing.dice.now() + days);
        if is_brought {
            let opener = &writing.partnership.people[writing.sides[0].person];
            let carried = CarriedPack { text: pack.text().to_owned(), signed: writing.dice.now() };
            writing.carried.push(opener.signing.sign(bundle::procedure(carried, &opener.kid())));
        }
        writing.begin(&rules, &under, [&agencies[raising].0, &agencies[other].0])?;
        writing.go_on()?;
        writing.end(number, under)
    }
}

impl Writing<'_> {
    fn end(self, number: usize, under: Under) -> Result<Course, NotMade> {
        let everything: Vec<usize> = (0..self.events.len()).collect();
        let people = self.sides.each_ref().map(|side| side.person);
        let readers = [
            self.partnership.people[people[0]].opening.public,
            self.partnership.people[people[1]].opening.public,
            self.partnership.desk.public,
        ];
        let files = [self.file(people[0], &everything, &[])?, self.file(people[0], &everything, &readers)?];
        let of = |is_in: &dyn Fn(&Message) -> bool| {
            let messages = self.messages.iter().filter(|of| of.fate != Fate::Lost && is_in(of));
            let mut entries: Vec<usize> = messages.flat_map(|of| of.entries.clone()).collect();
            entries.sort_unstable();
            entries.dedup();
            (!entries.is_empty()).then(|| self.stands(&entries))
        };
        let (readable, arrived) = (of(&|message| !message.is_sealed), of(&|_| true));
        let stands = self.stands(&everything);
        let Self { events, messages, receipts, .. } = self;
        Ok(Course { number, under, events, messages, receipts, files, stands, readable, arrived })
    }

    fn stands(&self, entries: &[usize]) -> Stands {
        let events: Vec<SignedEvent> = entries.iter().map(|place| self.events[*place].clone()).collect();
        let covered = received(&events, &self.receipts);
        let late = |event: &&SignedEvent| {
            let event = event.event();
            late_after(event, covered.get(&event.id).copied(), &self.receipts).is_some()
        };
        let late = events.iter().filter(late).count();
        self.seen(entries, None, |seen| Stands {
            entries: entries.len(),
            pending: seen.history.pending.len(),
            contested: seen.weighed.contested.len(),
            late,
            status: seen.standpoint().status,
        })
    }

    /// The dispute by these entries, as a side or nobody in particular sees it now.
    fn seen<T>(&self, entries: &[usize], side: Option<usize>, look: impl FnOnce(&Seen<'_>) -> T) -> T {
        let events: Vec<SignedEvent> = entries.iter().map(|place| self.events[*place].clone()).collect();
        let kid = side.map(|side| self.partnership.people[self.sides[side].person].kid());
        let record = Record {
            events: &events,
            travel: &Map::new(),
            members: &[],
            partnership: Partnership::new(&[], &[], &events, self.dice.now()),
            own: kid.as_ref(),
            agency: side.map(|side| self.sides[side].agency.as_str()),
            calendar: self.calendar,
            unread: 0,
            lost: String::new(),
            gone: 0,
            recounts: &[],
            now: self.now(),
        };
        record.seen(self.packs, look)
    }
}
