//! The macros that declare events: `events!`, `model!`, `open_enum!`.

/// Declares an enum of events: each event's name, and the struct that its body is read into.
///
/// The enum gets a boxed payload for each variant, `Unknown` and `Undecodable` beside yours,
/// `from_parts(kind, body)`, `kind()`, a list `KINDS`, and the traits [`Event`](crate::Event)
/// and [`EventEnum`](crate::events::EventEnum).
///
/// ```
/// use webhook_receiver::events::{events, model};
///
/// events! {
///     /// What the door sends.
///     pub enum Event {
///         "door.opened" => Opened(Door),
///         "door.closed" | "door.shut" => Closed(Door), // a second name of the same event
///     }
/// }
///
/// model! {
///     /// A door.
///     pub struct Door {
///         /// On which floor it is.
///         floor!: u64,
///     }
/// }
///
/// assert!(matches!(Event::from_parts("door.shut", br#"{"floor": 2}"#), Event::Closed(door) if door.floor == 2));
/// assert!(matches!(Event::from_parts("door.lost", b""), Event::Unknown(event) if &*event.kind == "door.lost"));
/// ```
///
/// An event whose body is not JSON but an HTML form has `in form` after its payload:
/// `"call" => Call(Call) in form`.
///
/// Before the first event, up to four lines say what is different, in this order:
///
/// - `decode path;` a function `fn(&Payload<'_>) -> Event`, if the body is not plain JSON or
///   the name is not simply the delivery's kind;
/// - `kind field;` the payload's field that holds the event's name, if one variant serves
///   several names;
/// - `as Trait;` a trait that all payloads implement: `payload()` gives the payload as that;
/// - `object function;` if an event with a new name can be read by the kind of its object: the name of
///   the private function that returns the event for a kind of object. The kinds come after the payload:
///   `"charge.captured" => Charge(ChargeEvent) object "charge"`.
///
/// ```compile_fail
/// webhook_receiver::events! { pub enum Event { "door.opened" -> Opened(Door) } }
/// ```
#[macro_export]
macro_rules! events {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(decode $decode:path;)?
            $(kind $kind:ident;)?
            $(as $view:path;)?
            $(object $name_of_object:ident;)?
            $( $(#[$doc:meta])* $text:literal $(| $alias:literal)* => $variant:ident($payload:ty) $(in $format:ident)? $(object $($object:literal)|+)? ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $vis enum $name {
            $(
                #[doc = concat!("`", $text, "`" $(, ", `", $alias, "`")*)]
                $(#[$doc])*
                $variant(::std::boxed::Box<$payload>),
            )*
            /// An event with a name that the model does not know. Normal: providers add events.
            Unknown($crate::events::Unknown),
            /// An event that the model knows, with a body that does not fit: says where and why.
            Undecodable(::std::boxed::Box<$crate::DecodeError>),
        }

        impl $name {
            /// The names of the events that have a variant.
            pub const KINDS: &'static [&'static str] = &[$($text $(, $alias)*),*];

            /// Reads a body as the event of this name. Never fails: what is unknown or does not
            /// fit is a variant, too.
            ///
            /// A receiver calls it after verification; by itself it proves nothing.
            pub fn from_parts(kind: &str, body: &[u8]) -> Self {
                Self::from_named(kind, kind, body)
            }

            /// Reads a body as the payload of the event `name`, though its own name may be another.
            fn from_named(name: &str, kind: &str, body: &[u8]) -> Self {
                match name {
                    $(
                        $text $(| $alias)* => match $crate::__events!(@fit $payload; $($format)?)(kind, body) {
                            ::std::result::Result::Ok(payload) => Self::$variant(payload),
                            ::std::result::Result::Err(error) => Self::Undecodable(error),
                        },
                    )*
                    "" => Self::Undecodable($crate::events::__private::unnamed(body)),
                    _ => Self::Unknown($crate::events::Unknown::new(kind)),
                }
            }
        }

        $crate::__events!(@kind $name [$($kind)?] $($variant $text,)*);
        $crate::__events!(@view $name [$($view)?] $($variant)*);
        $crate::__events!(@decode $name [$($decode)?]);
        $crate::__events!(@object $name [$($name_of_object)?] $($text [$($($object)|+)?],)*);

        impl $crate::events::EventEnum for $name {
            const COUNT: usize = Self::KINDS.len();

            fn decoded(&self) -> $crate::events::Decoded<'_> {
                let variant = match self {
                    $(Self::$variant(_) => stringify!($variant),)*
                    Self::Unknown(event) => return $crate::events::Decoded::Unknown { kind: &event.kind },
                    Self::Undecodable(error) => return $crate::events::Decoded::Undecodable(error),
                };
                $crate::events::Decoded::Known { kind: self.kind(), variant }
            }
        }
    };

    ($($other:tt)*) => {
        ::std::compile_error!(
            "events! reads: pub enum Name { \"event.name\" => Variant(Payload), ... }; see its documentation"
        );
    };
}

/// The parts of `events!` that depend on a line being there or not.
#[doc(hidden)]
#[macro_export]
macro_rules! __events {
    (@fit $payload:ty;) => {{
        #[allow(unused_imports, reason = "one of them is the type's")]
        use $crate::events::__private::{OfForeign as _, OfValue as _};
        |kind: &str, body: &[u8]| {
            $crate::events::__private::decode_json_with(kind, body, |source| {
                (&$crate::events::__private::Of::<$payload>::new()).value(source)
            })
        }
    }};
    (@fit $payload:ty; form) => {{
        #[allow(unused_imports, reason = "one of them is the type's")]
        use $crate::events::__private::{OfForeign as _, OfValue as _};
        |kind: &str, body: &[u8]| {
            $crate::events::__private::decode_form_with(kind, body, |source| {
                (&$crate::events::__private::Of::<$payload>::new()).value(source)
            })
        }
    }};

    (@kind $name:ident [] $($variant:ident $text:literal,)*) => {
        impl $name {
            /// Returns the event's name, as the provider writes it.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $text,)*
                    Self::Unknown(event) => &event.kind,
                    Self::Undecodable(error) => error.event_type(),
                }
            }
        }
    };
    (@kind $name:ident [$kind:ident] $($variant:ident $text:literal,)*) => {
        impl $name {
            /// Returns the event's name, as the provider writes it.
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$variant(payload) => ::std::convert::AsRef::<str>::as_ref(&payload.$kind),)*
                    Self::Unknown(event) => &event.kind,
                    Self::Undecodable(error) => error.event_type(),
                }
            }
        }
    };

    (@view $name:ident [] $($variant:ident)*) => {};
    (@view $name:ident [$view:path] $($variant:ident)*) => {
        impl $name {
            /// Returns what all payloads have in common; nothing for `Unknown` and `Undecodable`.
            pub fn payload(&self) -> ::std::option::Option<&dyn $view> {
                match self {
                    $(Self::$variant(payload) => ::std::option::Option::Some(&**payload),)*
                    Self::Unknown(_) | Self::Undecodable(_) => ::std::option::Option::None,
                }
            }
        }
    };

    (@object $name:ident [] $($text:literal [],)*) => {};
    (@object $name:ident [$name_of_object:ident] $($text:literal [$($object:literal)|*],)*) => {
        impl $name {
            /// The name of an event about this kind of object.
            fn $name_of_object(object: &str) -> ::std::option::Option<&'static str> {
                $(
                    if [$($object),*].contains(&object) {
                        return ::std::option::Option::Some($text);
                    }
                )*
                ::std::option::Option::None
            }
        }
    };

    (@decode $name:ident []) => {
        impl $crate::Event for $name {
            fn decode(
                payload: &$crate::Payload<'_>,
            ) -> ::std::result::Result<Self, $crate::DecodeError> {
                ::std::result::Result::Ok(Self::from_parts(payload.kind().unwrap_or_default(), payload.body()))
            }
        }
    };
    (@decode $name:ident [$decode:path]) => {
        impl $crate::Event for $name {
            fn decode(
                payload: &$crate::Payload<'_>,
            ) -> ::std::result::Result<Self, $crate::DecodeError> {
                ::std::result::Result::Ok($decode(payload))
            }
        }
    };
}

/// Declares a struct that is read from a JSON object, leniently.
///
/// - A field with `!` after its name must be there: without it the object has no meaning.
/// - Every other field has its type's default when it is absent or null, and `Option<T>` says
///   which it was. An object is also absent if an empty list is in its place, as PHP writes it.
/// - Keys that the struct does not name are skipped; one that it reads twice is rejected.
/// - A field is called as the provider calls it (`r#type` reads `type`). If the provider writes
///   `camelCase` or `PascalCase`, the struct says so after its name: `pub struct Parcel in camelCase`.
///   A name that follows no such rule is given with `as`: `plus_one as "+1": u64`.
///
/// All fields are public, the struct is `#[non_exhaustive]` and has `Debug`, `Clone`,
/// `PartialEq` and serde's `Deserialize`. Field types need `Deserialize`, and `Default` where
/// there is no `!`.
///
/// ```
/// use webhook_receiver::events::{Timestamp, model};
///
/// model! {
///     /// A parcel.
///     pub struct Parcel {
///         /// Its number, unique for each carrier.
///         number!: u64,
///         r#type: Option<Box<str>>,
///         delivered_at: Option<Timestamp>,
///         plus_one as "+1": u64,
///     }
///
///     pub struct Carrier in camelCase {
///         display_name: Box<str>,
///     }
/// }
///
/// let carrier: Carrier = serde_json::from_str(r#"{"displayName": "Post"}"#)?;
/// assert_eq!(&*carrier.display_name, "Post");
///
/// let parcel: Parcel = serde_json::from_str(r#"{"number": 5, "type": null, "+1": 3, "new": {}}"#)?;
/// assert_eq!((parcel.number, parcel.r#type, parcel.plus_one), (5, None, 3));
///
/// let error = serde_json::from_str::<Parcel>(r#"{"type": "box"}"#).unwrap_err();
/// assert!(error.to_string().starts_with("missing field `number`"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// If an event's name is not signed, its struct can list the keys by which a body gives itself
/// away as another event's: `pub struct Star never ["issue", "comment"] { ... }`. A body with one
/// of them does not fit.
///
/// ```compile_fail
/// webhook_receiver::model! { pub struct Parcel { number: u64 = required } }
/// ```
#[macro_export]
macro_rules! model {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(in $case:ident)? $(never [$($foreign:literal),* $(,)?])? {
            $( $(#[$doc:meta])* $field:ident $(! $(@ $must:ident)?)? $(as $key:literal)? : $type:ty ),* $(,)?
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the provider's name of a field is its documentation where it says all")]
        $vis struct $name {
            $( $(#[$doc])* pub $field: $type, )*
        }

        const _: () = {
            use $crate::events::__private as __p;

            const CASE: __p::Case = __p::Case::new(&[$(stringify!($case))?]);
            const KEYS: &[__p::Key] = &[
                $(__p::Key::new(stringify!($field), CASE, &[$($key)?], $crate::__required!($(required $($must)?)?)),)*
                $($(__p::Key::foreign($foreign),)*)?
            ];
            static TEXT: [u8; __p::length(KEYS)] = __p::pack(KEYS);
            static LENGTHS: [u8; KEYS.len()] = __p::lengths(KEYS);
            static TABLE: __p::Table = __p::Table::new(stringify!($name), &TEXT, &LENGTHS, KEYS);

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
            enum __Place { $($field,)* }

            /// The fields while they are read.
            struct __Parts {
                $($field: $crate::__slot!($type $(; required $($must)?)?),)*
            }

            impl __p::Fields for __Parts {
                fn table(&self) -> &'static __p::Table {
                    &TABLE
                }

                #[allow(unused_imports, unused_variables, reason = "one of them is the type's")]
                fn read(
                    &mut self,
                    place: usize,
                    source: &mut dyn __p::Source<'_>,
                ) -> ::std::result::Result<(), __p::Fault> {
                    use __p::{OfForeign as _, OfValue as _};
                    $(
                        if place == __Place::$field as usize {
                            return $crate::__read!(self $field source $type $(; required $($must)?)?);
                        }
                    )*
                    ::std::result::Result::Ok(())
                }
            }

            /// Reads the object, or nothing if it may be absent.
            #[allow(irrefutable_let_patterns, reason = "a model may require nothing")]
            fn __decode(
                source: &mut dyn __p::Source<'_>,
                optional: bool,
            ) -> ::std::result::Result<::std::option::Option<$name>, __p::Fault> {
                let mut parts = __Parts {
                    $($field: ::std::default::Default::default(),)*
                };
                if !__p::object(source, &mut parts, optional)? {
                    return ::std::result::Result::Ok(::std::option::Option::None);
                }
                let __Parts {
                    $($field: $crate::__part!($field $(; required $($must)?)?),)*
                } = parts else {
                    return ::std::result::Result::Err(__p::incomplete());
                };
                ::std::result::Result::Ok(::std::option::Option::Some($name { $($field,)* }))
            }

            impl __p::Decode for $name {
                fn decode(source: &mut dyn __p::Source<'_>) -> ::std::result::Result<Self, __p::Fault> {
                    match __decode(source, false)? {
                        ::std::option::Option::Some(value) => ::std::result::Result::Ok(value),
                        ::std::option::Option::None => ::std::result::Result::Err(__p::incomplete()),
                    }
                }

                fn decode_optional(
                    source: &mut dyn __p::Source<'_>,
                ) -> ::std::result::Result<::std::option::Option<Self>, __p::Fault> {
                    __decode(source, true)
                }
            }

            impl<'de> __p::Deserialize<'de> for $name {
                fn deserialize<__D: __p::Deserializer<'de>>(
                    reader: __D,
                ) -> ::std::result::Result<Self, __D::Error> {
                    __p::deserialize(reader)
                }
            }
        };
    )+};

    ($($other:tt)*) => {
        ::std::compile_error!(
            "model! reads: pub struct Name { required!: u64, optional: Option<Box<str>>, other as \"+1\": u64, ... }; \
             see its documentation"
        );
    };
}

/// The type of a field of `model!` while it is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    ($type:ty; required) => { $crate::events::__private::Required<$type> };
    ($type:ty) => { $type };
}

/// Whether a field of `model!` must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    (required) => {
        true
    };
    () => {
        false
    };
}

/// Reads a field of `model!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($parts:ident $field:ident $source:ident $type:ty; required) => {
        (&$crate::events::__private::Of::<$type>::new()).required(&mut $parts.$field, $source)
    };
    ($parts:ident $field:ident $source:ident $type:ty) => {
        (&$crate::events::__private::Of::<$type>::new()).defaulted(&mut $parts.$field, $source)
    };
}

/// The pattern of a field of `model!` that was read.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    ($field:ident; required) => {
        ::std::option::Option::Some($field)
    };
    ($field:ident) => {
        $field
    };
}

/// Defines the macro with which a provider's modules declare the structs of its events: [`model!`],
/// the fields that all of them have, and the trait over these fields.
///
/// ```text
/// envelope! {
///     $ macro event for Common {
///         fields { sender: Option<Box<crate::events::github::user::User>>, }
///         methods { fn sender(&self) -> Option<&User> { self.sender.as_deref() } }
///         action { fn action(&self) -> Option<&str> { Some(self.action.as_ref()) } }
///     }
/// }
///
/// event! {
///     pub struct StarEvent [action] { action!: StarAction, }
/// }
/// ```
///
/// - `fields` come after the struct's own fields;
/// - `methods` implement the trait after `for`, or are the struct's own without one;
/// - each further word is a method of the trait that only some structs have: those that name it in
///   brackets.
///
/// `event! { impl StarEvent [action] }` implements the trait for a struct that has the fields already.
/// The first token is the `$` of the macro that is made.
#[cfg(any(
    feature = "discord",
    feature = "github",
    feature = "gitlab",
    feature = "linear",
    feature = "meta",
    feature = "slack",
    feature = "stripe",
    feature = "telegram",
))]
macro_rules! envelope {
    (
        $d:tt macro $event:ident $(in $case:ident)? $(for $view:path)? {
            fields { $($fields:tt)* }
            methods { $($methods:tt)* }
            $( $has:ident { $($method:tt)* } )*
        }
    ) => {
        macro_rules! $event {
            $( (@ $has) => { $($method)* }; )*
            (impl $d name:ident $d([$d($d has:ident),*])?) => {
                impl $($view for)? $d name {
                    $($methods)*
                    $d($d( $event! { @ $d has } )*)?
                }
            };
            ($d(
                $d(#[$d meta:meta])*
                pub struct $d name:ident $d([$d($d has:ident),*])? $d(never $d never:tt)? { $d($d own:tt)* }
            )+) => {$d(
                $crate::model! {
                    $d(#[$d meta])*
                    pub struct $d name $(in $case)? $d(never $d never)? {
                        $d($d own)*
                        $($fields)*
                    }
                }

                $event! { impl $d name $d([$d($d has),*])? }
            )+};
        }

        #[allow(unused_imports, reason = "some are used where they are made")]
        pub(super) use $event;
    };
}

#[cfg(any(
    feature = "discord",
    feature = "github",
    feature = "gitlab",
    feature = "linear",
    feature = "meta",
    feature = "slack",
    feature = "stripe",
    feature = "telegram",
))]
pub(super) use envelope;

/// Declares an enum of the values that a provider is known to send, which keeps any other.
///
/// `Variant = "text"`, and after it, if wanted, the name of a method that asks for it. The enum
/// has `as_str()`, `From<&str>`, `Display`, comparison with text, and serde's traits. Its default,
/// for a field that is absent or null, is `Other` of an empty text.
///
/// A value that is `Other` today may get a variant in a minor release: to ask for one that is not
/// listed, compare the text.
///
/// ```
/// use webhook_receiver::events::open_enum;
///
/// open_enum! {
///     /// Where a parcel is.
///     pub enum Place {
///         Depot = "depot",
///         /// In the van.
///         Van = "van" is_van,
///     }
/// }
///
/// assert!(Place::from("van").is_van());
/// assert_eq!(Place::from("drone"), "drone");
/// ```
///
/// With an integer type it is one of numbers:
///
/// ```
/// use webhook_receiver::events::open_enum;
///
/// open_enum! {
///     /// A traffic light.
///     pub enum Light: u64 {
///         Red = 1 is_red,
///         Green = 2,
///     }
/// }
///
/// assert!(Light::from(1).is_red());
/// assert_eq!(Light::from(9).get(), 9);
/// ```
///
/// ```compile_fail
/// webhook_receiver::open_enum! { pub enum Place { Depot("depot") } }
/// ```
#[macro_export]
macro_rules! open_enum {
    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$doc:meta])* $variant:ident = $text:literal $($is:ident)? ),* $(,)?
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( #[doc = concat!("`", $text, "`")] $(#[$doc])* $variant, )*
            /// Any other value, as the provider wrote it.
            Other(::std::boxed::Box<str>),
        }

        impl $name {
            /// Returns the value as the provider writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(text) => text,
                }
            }

            $($(
                #[doc = concat!("Whether it is `", $text, "`.")]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant)
                }
            )?)*
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }
        }

        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::Other(::std::default::Default::default())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, text: &str) -> bool {
                self.as_str() == text
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, text: &&str) -> bool {
                self.as_str() == *text
            }
        }

        impl<'de> $crate::events::__private::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::events::__private::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                $crate::events::__private::deserialize(deserializer)
            }
        }

        impl $crate::events::__private::Decode for $name {
            fn decode(
                source: &mut dyn $crate::events::__private::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::events::__private::Fault> {
                $crate::events::__private::text(source, |text| Self::from(text))
            }
        }

        impl $crate::events::__private::Serialize for $name {
            fn serialize<__S: $crate::events::__private::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+};

    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident : $int:ident {
            $( $(#[$doc:meta])* $variant:ident = $number:literal $($is:ident)? ),* $(,)?
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( #[doc = concat!("`", $number, "`")] $(#[$doc])* $variant, )*
            /// Any other number.
            Other($int),
        }

        impl $name {
            /// Returns the number.
            pub fn get(&self) -> $int {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Other(number) => *number,
                }
            }

            $($(
                #[doc = concat!("Whether it is `", $number, "`.")]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant)
                }
            )?)*
        }

        impl ::std::convert::From<$int> for $name {
            fn from(number: $int) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::Other(other),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.get(), f)
            }
        }

        impl<'de> $crate::events::__private::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::events::__private::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                <$int as $crate::events::__private::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        impl $crate::events::__private::Decode for $name {
            fn decode(
                source: &mut dyn $crate::events::__private::Source<'_>,
            ) -> ::std::result::Result<Self, $crate::events::__private::Fault> {
                #[allow(unused_imports, reason = "one of them is the type's")]
                use $crate::events::__private::{OfForeign as _, OfValue as _};
                (&$crate::events::__private::Of::<$int>::new()).value(source).map(Self::from)
            }
        }

        impl $crate::events::__private::Serialize for $name {
            fn serialize<__S: $crate::events::__private::Serializer>(
                &self,
                serializer: __S,
            ) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::events::__private::Serialize::serialize(&self.get(), serializer)
            }
        }
    )+};

    ($($other:tt)*) => {
        ::std::compile_error!(
            "open_enum! reads: pub enum Name { Variant = \"text\" is_variant, ... }, \
             or pub enum Name: u64 { Variant = 1, ... }; see its documentation"
        );
    };
}
