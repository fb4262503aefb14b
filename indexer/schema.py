"""The tables of an archive, as numbered migrations: a format is the number of those applied."""

from __future__ import annotations

APPLICATION_ID = 0x6B6D6E74
"""Marks SQLite's file as an archive of kamnot ("kmnt"), as file(1) and `check` see it."""

MIGRATIONS: tuple[str, ...] = (
    """
    create table manifest (
        one integer primary key check (one = 1),
        encoder text not null,
        dimensions integer not null,
        analysis text not null,
        splitting text not null,
        folder text not null,
        created_at text not null,
        generation integer not null
    ) strict;

    -- Light columns only, since filters and lists read every row; what is heavy stands in other tables.
    create table documents (
        key integer primary key autoincrement,
        id text not null unique,
        path text not null unique,
        uploaded integer not null,
        digest text not null,
        size integer not null,
        media_type text not null,
        modified_ns integer not null,
        seen_ns integer not null,
        title text not null,
        date text,
        body text,
        body_key text not null,
        languages text not null,
        page_count integer not null,
        first_row integer not null,
        passage_count integer not null,
        passage_kinds blob not null,
        passage_languages blob not null,
        indexed_at text not null
    ) strict;
    create index documents_by_digest on documents (digest);

    create table contents (
        document integer primary key references documents (key) on delete cascade,
        body text not null
    ) strict;
    create table originals (
        document integer primary key references documents (key) on delete cascade,
        bytes blob not null
    ) strict;
    create table pages (
        document integer not null references documents (key) on delete cascade,
        number integer not null,
        first integer not null,
        last integer not null,
        primary key (document, number)
    ) strict, without rowid;
    create table sections (
        document integer not null references documents (key) on delete cascade,
        number integer not null,
        kind text not null,
        first integer not null,
        last integer not null,
        heading_first integer,
        heading_last integer,
        heading_path text not null,
        primary key (document, number)
    ) strict, without rowid;
    create table facts (
        document integer not null references documents (key) on delete cascade,
        name text not null,
        number integer not null,
        value text not null,
        first integer,
        last integer,
        primary key (document, name, number)
    ) strict, without rowid;

    -- A passage is never changed and its row number never used again: the indexes rely on both.
    create table passages (
        row integer primary key autoincrement,
        document integer not null references documents (key) on delete cascade,
        first integer not null,
        last integer not null,
        kind text not null,
        page integer,
        languages text not null,
        heading_path text not null,
        text text not null
    ) strict;
    create unique index passages_by_place on passages (document, first);
    create table vectors (
        row integer primary key references passages (row) on delete cascade,
        vector blob not null
    ) strict;

    create table rejections (
        path text primary key,
        reason text not null,
        digest text,
        size integer,
        modified_ns integer,
        seen_ns integer not null,
        rejected_at text not null
    ) strict;

    create table index_files (
        generation integer not null,
        arm text not null check (arm in ('vectors', 'terms')),
        name text not null,
        size integer not null,
        sha256 text not null,
        built_from integer not null,
        last_row integer not null,
        row_count integer not null,
        primary key (generation, name)
    ) strict, without rowid;
    """,
)
FORMAT = len(MIGRATIONS)
