//! Facts about the check kinds, on a small portal of its own.

mod approvals;
mod between;
mod broken;
mod cadence;
mod calendar;
mod counted;
mod days;
mod editions;
mod identity;
mod names;
mod narrower;
mod people;
mod portal;
mod roles;
mod sequence;
mod shared_names;
mod sight;
mod times;
mod values;
mod waiting;
mod waivers;
mod whole;
mod windows;
mod yields;
