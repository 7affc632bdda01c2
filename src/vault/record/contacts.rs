//! The telephone numbers of those whom procedures name, as the person typed them.

use super::Record;
use crate::json::{Json, Members, Part};
use crate::ordered::Map;

/// Numbers to ring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactsRecord {
    /// Each under its place: `PROCEDURE.role.ID` or `PROCEDURE.agency.ID`.
    pub numbers: Map<String, String>,
}

impl Record for ContactsRecord {
    fn read(record: &mut Members<'_>) -> Self {
        let numbers = record.take("numbers").entries().into_iter();
        Self { numbers: numbers.map(|(place, number)| (place, Part::text(number))).collect() }
    }

    fn members(&self) -> Vec<(&'static str, Json)> {
        let numbers = self.numbers.iter();
        let numbers = numbers.map(|(place, number)| (place.clone(), Json::from(number.as_str())));
        vec![("numbers", Json::Object(numbers.collect()))]
    }
}
