"""A changelog does the same in XML, YAML, JSON and formatted SQL."""

import pytest

XML = """
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <property name="name.type" value="varchar(80)" dbms="postgresql"/>
  <property name="name.type" value="varchar2(80)" dbms="oracle"/>
  <changeSet id="1" author="a">
    <createTable tableName="person" schemaName="crm" remarks="Ihmiset">
      <column name="id" type="bigint" autoIncrement="true"><constraints primaryKey="true"/></column>
      <column name="name" type="${name.type}" remarks="Nimi &amp; muu"/>
    </createTable>
  </changeSet>
  <changeSet id="2" author="a">
    <addColumn schemaName="crm" tableName="person"><column name="hetu" type="char(11)"/><column name="old" type="int"/></addColumn>
    <renameColumn schemaName="crm" tableName="person" oldColumnName="old" newColumnName="new"/>
    <modifyDataType schemaName="crm" tableName="person" columnName="new" newDataType="bigint"/>
    <rollback><dropTable tableName="person" schemaName="crm"/></rollback>
  </changeSet>
  <changeSet id="3" author="a" dbms="oracle"><dropTable tableName="person" schemaName="crm"/></changeSet>
  <changeSet id="4" author="a"><sql><![CDATA[ALTER TABLE crm.person ADD mail text;]]></sql></changeSet>
</databaseChangeLog>
"""
YAML = """
databaseChangeLog:
  - property: {name: name.type, value: varchar(80), dbms: postgresql}
  - changeSet:
      id: 1
      author: a
      changes:
        - createTable:
            tableName: person
            schemaName: crm
            remarks: Ihmiset
            columns:
              - column:
                  name: id
                  type: bigint
                  constraints:
                    primaryKey: true
              - column: {name: name, type: '${name.type}', remarks: Nimi & muu}
  - changeSet:
      id: 2
      author: a
      changes:
        - addColumn:
            schemaName: crm
            tableName: person
            columns:
              - column: {name: hetu, type: char(11)}
              - column: {name: old, type: int}
        - renameColumn: {schemaName: crm, tableName: person, oldColumnName: old, newColumnName: new}
        - modifyDataType: {schemaName: crm, tableName: person, columnName: new, newDataType: bigint}
      rollback:
        - dropTable: {tableName: person, schemaName: crm}
  - changeSet:
      id: 3
      author: a
      dbms: oracle
      changes:
        - dropTable: {tableName: person, schemaName: crm}
  - changeSet:
      id: 4
      author: a
      changes:
        - sql:
            sql: |
              ALTER TABLE crm.person
                ADD mail text;
"""
JSON = """
{"databaseChangeLog": [
  {"changeSet": {"id": "1", "author": "a", "changes": [
    {"createTable": {"tableName": "person", "schemaName": "crm", "remarks": "Ihmiset", "columns": [
      {"column": {"name": "id", "type": "bigint", "constraints": {"primaryKey": true}}},
      {"column": {"name": "name", "type": "varchar(80)", "remarks": "Nimi & muu"}}]}}]}},
  {"changeSet": {"id": "2", "author": "a", "changes": [
    {"addColumn": {"schemaName": "crm", "tableName": "person", "columns": [{"column": {"name": "hetu", "type": "char(11)"}}, {"column": {"name": "old", "type": "int"}}]}},
    {"renameColumn": {"schemaName": "crm", "tableName": "person", "oldColumnName": "old", "newColumnName": "new"}},
    {"modifyDataType": {"schemaName": "crm", "tableName": "person", "columnName": "new", "newDataType": "bigint"}}]}},
  {"changeSet": {"id": "3", "author": "a", "dbms": "oracle", "changes": [{"dropTable": {"tableName": "person", "schemaName": "crm"}}]}},
  {"changeSet": {"id": "4", "author": "a", "changes": [{"sql": {"sql": "ALTER TABLE crm.person ADD mail text;"}}]}}
]}
"""
SQL = """
--liquibase formatted sql

--changeset a:1
CREATE TABLE crm.person (id bigint PRIMARY KEY, name varchar(80));
COMMENT ON COLUMN crm.person.name IS 'Nimi & muu';
--rollback DROP TABLE crm.person;

--changeset a:2 splitStatements:true
ALTER TABLE crm.person ADD hetu char(11), ADD old int;
ALTER TABLE crm.person RENAME old TO new;
ALTER TABLE crm.person ALTER new TYPE bigint;
--rollback DROP TABLE crm.person;

--changeset a:3 dbms:oracle
DROP TABLE crm.person;

--changeset a:4 dbms:postgresql,h2
ALTER TABLE crm.person ADD mail text;
"""
WRITTEN = {"db/changelog.xml": XML, "db/changelog.yaml": YAML, "db/changelog.json": JSON, "db/changelog.sql": SQL}


@pytest.mark.parametrize("path", WRITTEN)
def test_a_changelog_does_the_same_however_it_is_written(history, tables, path):
    result = history({path: WRITTEN[path]})
    assert tables(result) == {"crm.person": ["id bigint", "name varchar(80)", "hetu char(11)", "new bigint", "mail text"]}
    assert not result.problems
    assert not result.conflicts
    columns = result.state.tables["crm", "person"].columns
    assert columns["name"].comment == "Nimi & muu"
    assert not columns["id"].nullable
    lines = WRITTEN[path].lstrip("\n").split("\n")
    for column in columns.values():
        place = column.origin
        assert lines[place.line - 1][place.column - 1 : place.end - 1] == column.name


def test_only_change_sets_for_the_database_run(history, tables):
    text = """
    <databaseChangeLog>
      <changeSet id="1" author="a" dbms="!postgresql"><createTable tableName="a"><column name="x" type="int"/></createTable></changeSet>
      <changeSet id="2" author="a"><preConditions onFail="MARK_RAN"><dbms type="oracle"/></preConditions>
        <createTable tableName="b"><column name="x" type="int"/></createTable></changeSet>
      <changeSet id="3" author="a"><preConditions onFail="MARK_RAN"><not><dbms type="oracle"/></not></preConditions>
        <createTable tableName="c"><column name="x" type="int"/></createTable></changeSet>
      <changeSet id="4" author="a"><sql dbms="mssql">CREATE TABLE d (x int)</sql><sql dbms="postgresql">CREATE TABLE e (x int)</sql></changeSet>
      <changeSet id="5" author="a" ignore="true"><createTable tableName="f"><column name="x" type="int"/></createTable></changeSet>
    </databaseChangeLog>
    """
    assert list(tables(history({"db/log.xml": text}))) == ["c", "e"]


def test_a_change_set_under_a_condition_does_no_more_than_it_can(history, tables):
    made = "<createTable tableName='a'><column name='x' type='int'/></createTable>"
    text = f"""
    <databaseChangeLog>
      <changeSet id="1" author="a" context="dev">{made}</changeSet>
      <changeSet id="2" author="a" context="prod">{made}</changeSet>
      <changeSet id="3" author="a"><preConditions onFail="MARK_RAN"><tableExists tableName="zz"/></preConditions><dropTable tableName="zz"/></changeSet>
    </databaseChangeLog>
    """
    result = history({"db/log.xml": text})
    assert tables(result) == {"a": ["x int"]}
    assert not result.conflicts


def test_every_change_that_touches_columns_is_read(history, tables):
    text = """
    <databaseChangeLog><changeSet id="1" author="a">
      <createTable tableName="a"><column name="first" type="text"/><column name="last" type="text"/><column name="city" type="text"/></createTable>
      <mergeColumns tableName="a" column1Name="first" column2Name="last" finalColumnName="name" finalColumnType="text" joinString=" "/>
      <addLookupTable existingTableName="a" existingColumnName="city" newTableName="cities" newColumnName="city_name" newColumnDataType="text"/>
      <setColumnRemarks tableName="a" columnName="name" remarks="Nimi"/>
      <createView viewName="v" replaceIfExists="true">SELECT name AS nimi FROM a</createView>
      <renameTable oldTableName="a" newTableName="b"/>
      <dropColumn tableName="b"><column name="city"/></dropColumn>
      <customChange class="com.example.Change"/>
    </changeSet></databaseChangeLog>
    """
    result = history({"db/log.xml": text})
    assert tables(result) == {"b": ["name text"], "cities": ["city_name text"], "v": ["nimi text"]}
    assert [problem.code for problem in result.problems] == ["PII902"]


def test_a_lost_quote_costs_its_tag(history, tables):
    result = history({"db/changelog.xml": XML.replace('name="hetu"', 'name="hetu')})
    assert tables(result) == {"crm.person": ["id bigint", "name varchar(80)", "hetu char(11)", "new bigint", "mail text"]}
    assert [problem.code for problem in result.problems] == ["PII907"]


def test_yaml_that_can_not_be_read_costs_its_change_set(history, tables):
    result = history({"db/changelog.yaml": YAML.replace("{name: old, type: int}", "{name: old, type: int")})
    assert [column.split()[0] for column in tables(result)["crm.person"]] == ["id", "name", "mail"]
    assert {problem.code for problem in result.problems} == {"PII907"}


def test_an_entity_bomb_is_text(history):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><databaseChangeLog><changeSet id="1" author="a"><createTable tableName="&b;"><column name="x" type="int"/></createTable></changeSet></databaseChangeLog>'
    result = history({"db/log.xml": bomb})
    assert [table.name for table in result.state.tables.values()] == ["&b;"]
