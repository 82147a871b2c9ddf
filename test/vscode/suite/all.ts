// Every suite, in the order in which they run. A new one is one line here.
import './seed.suite';
import './navigation.suite';
import './decorations.suite';
import './views.suite';
import './filter.suite';
import './incidents.suite';
import './incidentFiles.suite';
import './files.suite';
import './across.suite';
import './redact.suite';
import './record.suite';
import './knowledge.suite';
import './follow.suite';
import { endAnswering } from './helper';

teardown(endAnswering);
