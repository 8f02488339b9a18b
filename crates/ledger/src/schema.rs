//! The tables, as a list of steps that lead from an empty file to the form of today.

use crate::LedgerError;
use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as ours, in the header that SQLite keeps for it: "SKTU".
pub(crate) const APPLICATION: u32 = 0x534b_5455;

/// The steps; a file's `user_version` says how many it has gone. A step that was released is never changed, another one is put after it.
pub(crate) const STEPS: &[&str] = &[include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// The form that this program writes.
pub(crate) const KNOWN: u32 = STEPS.len() as u32;

/// Takes the steps that the file has not gone yet, each in a transaction of its own: a kill between two leaves a file of an older form, not a mixture. A new file takes all in one, since before it has its
/// write-ahead log a kill leaves a journal that only one who may write can undo.
pub(crate) fn migrate(conn: &mut Connection, steps: &[&str], keeps_text: bool) -> Result<(), LedgerError> {
    loop {
        // taken before looking, so that of two programs which open a new file one makes it and the other finds it made
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let at: u32 = tx.query_row("PRAGMA user_version", [], |r| r.get(0))?;
        if at as usize >= steps.len() {
            return Ok(());
        }
        let next = if at == 0 { steps.len() } else { at as usize + 1 };
        for step in &steps[at as usize..next] {
            tx.execute_batch(step)?;
        }
        if at == 0 {
            tx.execute("INSERT INTO meta (name, value) VALUES ('keeps_text', ?)", [keeps_text])?;
            tx.pragma_update(None, "application_id", APPLICATION)?;
        }
        tx.pragma_update(None, "user_version", next as u32)?;
        tx.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, migrate};
    use rusqlite::Connection;

    fn form(conn: &Connection) -> usize {
        conn.query_row("PRAGMA user_version", [], |r| r.get::<_, u32>(0)).unwrap() as usize
    }

    #[test]
    fn steps_go_forward_from_any_form() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, STEPS, true).unwrap();
        assert_eq!(form(&conn), STEPS.len());
        let more: Vec<&str> = STEPS.iter().copied().chain(["ALTER TABLE runs ADD COLUMN note TEXT;"]).collect();
        migrate(&mut conn, &more, true).unwrap();
        assert_eq!(form(&conn), more.len());
        conn.execute("UPDATE runs SET note = 'kept'", []).unwrap();
        migrate(&mut conn, &more, true).unwrap();
    }

    #[test]
    fn a_step_that_fails_leaves_the_form_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn, &STEPS[..1], true).unwrap();
        assert_eq!(form(&conn), 1);
        let bad: Vec<&str> = STEPS.iter().copied().chain(["CREATE TABLE half (a); SELECT nonsense;"]).collect();
        assert!(migrate(&mut conn, &bad, true).is_err());
        assert_eq!(form(&conn), STEPS.len());
        assert!(conn.prepare("SELECT * FROM half").is_err());
    }
}
