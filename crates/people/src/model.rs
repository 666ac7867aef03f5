use kernel::Date;

store::words! {
    /// As civil registration in Indonesia knows it; asked for only where a report needs it.
    pub enum Sex {
        /// Perempuan.
        Female = "female",
        /// Laki-laki.
        Male = "male",
    }
}

/// What is known of a person, as it is typed: numbers and names are put in order when it is kept. Empty
/// text means unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name as they write it.
    pub name: String,
    /// When they were born.
    pub born: Option<Date>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// A telephone number, preferably of WhatsApp.
    pub phone: String,
    /// An e-mail address.
    pub email: String,
    /// A village of the town by code or name, or any other place.
    pub village: String,
    /// Street and house.
    pub address: String,
    /// What the desk should know.
    pub note: String,
}
