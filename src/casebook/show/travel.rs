//! What of a record is with nobody else: only who makes a file and says that it was sent knows.

use super::whole::Seen;
use crate::casebook::views::Travel;
use crate::dispute::event::Event;

impl Seen<'_> {
    /// How many entries are in no file, and in none that somebody here says they sent or a register received.
    pub fn left_here(&self) -> (usize, usize) {
        let (mut not_exported, mut not_sent) = (0, 0);
        for event in self.record.events {
            not_exported += usize::from(self.travel(event.event()) == Travel::OnlyHere);
            not_sent += usize::from(self.is_not_sent(event.event()));
        }
        (not_exported, not_sent)
    }

    /// Whether an entry is with nobody else, as far as anybody here says.
    pub fn is_not_sent(&self, event: &Event) -> bool {
        matches!(self.travel(event), Travel::OnlyHere | Travel::Exported(_))
            && self.record.partnership.received(event).is_none()
    }

    /// Where an entry has been.
    pub fn travel(&self, event: &Event) -> Travel {
        self.record.travel.get(&event.id).copied().unwrap_or(Travel::OnlyHere)
    }
}
