ALTER TABLE posts ADD COLUMN author_email TEXT;
CREATE VIEW published AS SELECT id, title AS otsikko, upper(author_email) FROM posts WHERE published;
