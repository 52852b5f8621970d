DROP VIEW IF EXISTS rep_view;
CREATE VIEW rep_view AS SELECT id, hetu2 FROM (SELECT id, henkilotunnus AS hetu2 FROM rebuild_old) q;
