//! What holds for any dispute under any procedure: the packs of the build, neutral ones, random ones.
//!
//! [`walk`] takes a dispute through random commands under any pack, [`any_pack`] makes one up. [`sound`]
//! says what holds after each command, [`dates`] what holds for the dates of a dispute and [`limits`]
//! for any limit, [`merges`] what does not depend on the order in which things are told, [`schedules`] the same over a hundred
//! thousand ways in which entries arrive, [`trust`] how far a
//! signer is known.

mod any_pack;
mod dates;
mod limits;
mod merges;
mod schedules;
mod sound;
mod trust;
mod walk;
