//! The registers: people, systems, calendar, waivers.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::lang::Text;
use crate::moment::Moment;
use crate::source::Place;

/// All registers of a portal.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// People, in the order of the file.
    pub people: Vec<Person>,
    /// Systems, in the order of the file.
    pub systems: Vec<System>,
    /// Days and windows.
    pub calendar: Calendar,
    /// Waivers of the register; those of records are the book's.
    pub waivers: Vec<Waiver>,
}

/// A person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// `company`, `customer` or `outsourcer`.
    pub org: String,
    /// The roles held, with their periods.
    pub roles: Vec<Held>,
    /// Other ways to write the name.
    pub aliases: Vec<String>,
    /// Where the id stands.
    pub place: Place,
}

/// A role that a person holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The role.
    pub role: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

impl Held {
    /// Whether it is held on `day`, the last one to its end.
    pub fn on(&self, day: Date) -> bool {
        self.within(day, day)
    }

    /// Whether it is held on any day from `first` to `last`.
    pub fn within(&self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|it| it <= last) && self.to.is_none_or(|it| first <= it)
    }
}

impl Person {
    /// Whether the person holds `role` on `day`.
    pub fn holds(&self, role: &str, day: Date) -> bool {
        self.roles.iter().any(|it| it.role == role && it.on(day))
    }
}

/// A system.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// The id.
    pub id: String,
    /// The name.
    pub name: Text,
    /// Its modules.
    pub modules: Vec<String>,
    /// The systems it needs.
    pub depends_on: Vec<String>,
    /// Role → person ids.
    pub people: Vec<(String, Vec<String>)>,
    /// Where the id stands.
    pub place: Place,
}

/// Days and windows.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Days off beside weekends.
    pub holidays: Vec<Period>,
    /// Days of weekends or holidays on which people work.
    pub workdays: Vec<Period>,
    /// Times in which nothing goes live.
    pub freezes: Vec<Period>,
    /// Times in which better nothing goes live.
    pub peaks: Vec<Period>,
}

impl Calendar {
    /// Whether the organisation works on `day`.
    pub fn works_on(&self, day: Date, zone: &TimeZone) -> bool {
        let within = |periods: &[Period]| periods.iter().any(|it| it.has_day(day, zone));
        let weekend = day.weekday().to_monday_zero_offset() >= 5;
        within(&self.workdays) || !(weekend || within(&self.holidays))
    }
}

/// A period with a title.
#[derive(Clone, Debug)]
pub struct Period {
    /// Its first moment.
    pub from: Moment,
    /// Its last; a day is meant to its end.
    pub to: Moment,
    /// What it is.
    pub title: Text,
    /// Where it is written.
    pub place: Place,
}

impl Period {
    fn has_day(&self, day: Date, zone: &TimeZone) -> bool {
        self.from.day(zone) <= day && day <= self.to.day(zone)
    }
}

/// A waiver: somebody answers for a violation until a day.
#[derive(Clone, Debug, Default)]
pub struct Waiver {
    /// Its id.
    pub id: String,
    /// The rule it is for.
    pub rule: String,
    /// The records it covers; empty with no system: none.
    pub records: Vec<String>,
    /// Where each of these is written.
    pub record_places: Vec<Place>,
    /// The systems whose records it covers.
    pub systems: Vec<String>,
    /// The key of a finding it is limited to, or a beginning of it.
    pub spot: Option<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it: a person id.
    pub approved_by: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day; it holds to its end in the portal's zone.
    pub expires: Option<Date>,
    /// What may go wrong meanwhile.
    pub risk: String,
    /// Where it stands.
    pub place: Place,
}
