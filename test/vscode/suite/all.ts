// Every suite, in the order in which they run. A new one is one line here.
import './seed.suite';
