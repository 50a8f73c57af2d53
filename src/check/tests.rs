//! Facts about the check kinds, on a small portal of its own.

mod between;
mod broken;
mod calendar;
mod editions;
mod names;
mod narrower;
mod people;
mod portal;
mod roles;
mod sequence;
mod times;
mod values;
mod waivers;
mod whole;
