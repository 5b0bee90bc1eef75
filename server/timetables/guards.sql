-- Only drafts are written, in whatever way: a timetable begins as one, and what is agreed on
-- or published keeps its rows. Row security binds the owner too, so each function looks as
-- the institution whose rows are written.

CREATE OR REPLACE FUNCTION horarium_timetable_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a timetable begins as a draft, not %', NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'timetable_begins';
END $$;
CREATE OR REPLACE TRIGGER timetable_begins BEFORE INSERT ON timetables_timetable
    FOR EACH ROW WHEN (NEW.state <> 'draft') EXECUTE FUNCTION horarium_timetable_begins();

CREATE OR REPLACE FUNCTION horarium_only_drafts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    outer_context text := coalesce(current_setting('horarium.institution', true), '');
    tenant uuid;
    fixed text;
BEGIN
    FOR tenant IN SELECT DISTINCT institution_id FROM written LOOP
        PERFORM set_config('horarium.institution', tenant::text, true);
        SELECT t.state INTO fixed FROM timetables_timetable t
            WHERE t.state <> 'draft' AND t.id IN (SELECT timetable_id FROM written) LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'a timetable that is % is not changed', fixed
                USING ERRCODE = 'check_violation', CONSTRAINT = 'only_drafts';
        END IF;
    END LOOP;
    PERFORM set_config('horarium.institution', outer_context, true);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION horarium_only_drafts() FROM PUBLIC;

CREATE OR REPLACE TRIGGER draft_gains AFTER INSERT ON timetables_placement
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();
CREATE OR REPLACE TRIGGER draft_changes AFTER UPDATE ON timetables_placement
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();
CREATE OR REPLACE TRIGGER draft_receives AFTER UPDATE ON timetables_placement
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();
CREATE OR REPLACE TRIGGER draft_gains AFTER INSERT ON timetables_attendance
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();
CREATE OR REPLACE TRIGGER draft_changes AFTER UPDATE ON timetables_attendance
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();
CREATE OR REPLACE TRIGGER draft_receives AFTER UPDATE ON timetables_attendance
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION horarium_only_drafts();

-- A class may go, and its place with it; which of the two went first is known at the end.
CREATE OR REPLACE FUNCTION horarium_place_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    outer_context text := coalesce(current_setting('horarium.institution', true), '');
    fixed text;
BEGIN
    PERFORM set_config('horarium.institution', OLD.institution_id::text, true);
    SELECT t.state INTO fixed FROM timetables_timetable t, courses_class c
        WHERE t.id = OLD.timetable_id AND t.state <> 'draft' AND c.id = OLD.cls_id;
    IF FOUND THEN
        RAISE EXCEPTION 'a timetable that is % loses no class', fixed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_drafts';
    END IF;
    PERFORM set_config('horarium.institution', outer_context, true);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION horarium_place_stays() FROM PUBLIC;
DROP TRIGGER IF EXISTS place_stays ON timetables_placement;
CREATE CONSTRAINT TRIGGER place_stays AFTER DELETE ON timetables_placement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION horarium_place_stays();
