create view disagreements as
select *
from timeline
where differences is not null;
