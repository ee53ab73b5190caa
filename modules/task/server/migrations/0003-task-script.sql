-- Words made ready to be said; what is to be done stands in `body`.
alter table task add column script text;
