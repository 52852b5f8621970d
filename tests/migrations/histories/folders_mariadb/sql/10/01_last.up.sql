ALTER TABLE asiakas DROP syntynyt;
