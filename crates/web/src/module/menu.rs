//! Menus: whose they are, their headings, their entries.

use platform::permissions::Permission;

/// A part of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// Everybody's pages.
    Public,
    /// A member's own pages.
    Member,
    /// The workroom of the staff.
    Staff,
}

/// The menu an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// Everybody's pages.
    Public,
    /// A member's own pages.
    Member,
    /// The workroom, under a heading.
    Staff(Group),
}

/// A heading of the workroom's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What is done at the desk, day by day.
    Day,
    /// Members and everybody else.
    People,
    /// What happens with people, and who comes.
    Activities,
    /// Records and copies.
    Collection,
    /// Partners and what is agreed with them.
    Cooperation,
    /// Money, and things that are worth some.
    Money,
    /// What the library decides, and how the program fares.
    House,
}

impl Group {
    /// In the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Day,
        Self::People,
        Self::Activities,
        Self::Collection,
        Self::Cooperation,
        Self::Money,
        Self::House,
    ];

    /// Fluent key of the heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "nav-group-day",
            Self::People => "nav-group-people",
            Self::Activities => "nav-group-activities",
            Self::Collection => "nav-group-collection",
            Self::Cooperation => "nav-group-cooperation",
            Self::Money => "nav-group-money",
            Self::House => "nav-group-house",
        }
    }
}

/// An entry of a menu. It is shown to whoever may go there.
#[derive(Debug, Clone, Copy)]
pub struct Nav {
    /// Whose menu.
    pub menu: Menu,
    /// Where in the menu, or under its heading: smaller comes first.
    pub order: u16,
    /// Fluent key of its name.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Lucide symbol; an empty one where there is none.
    pub icon: &'static str,
    /// What one must be allowed to do to see it.
    pub permission: Option<Permission>,
}

impl Nav {
    /// An entry of everybody's menu.
    pub const fn public(order: u16, label: &'static str, href: &'static str, icon: &'static str) -> Self {
        Self { menu: Menu::Public, order, label, href, icon, permission: None }
    }

    /// An entry of a member's own menu.
    pub const fn member(order: u16, label: &'static str, href: &'static str, icon: &'static str) -> Self {
        Self { menu: Menu::Member, order, label, href, icon, permission: None }
    }

    /// An entry of the workroom's menu, for those who have `permission`.
    pub const fn staff(
        group: Group,
        order: u16,
        label: &'static str,
        href: &'static str,
        icon: &'static str,
        permission: Permission,
    ) -> Self {
        Self { menu: Menu::Staff(group), order, label, href, icon, permission: Some(permission) }
    }
}
