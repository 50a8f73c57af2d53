//! Who is meant by a written name, and who stands for a role.
