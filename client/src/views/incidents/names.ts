/** Shows the picture of an incident. Its arguments: a URI and the id of a scene; without an id the whole capture. */
export const SHOW_INCIDENT = 'fortiosDebug.showIncident';
/** Shows a place of a capture without taking the focus. Its arguments: a URI and a range of the protocol. */
export const REVEAL = 'fortiosDebug.reveal';
/** Copies a ticket about an incident. Its argument: a row of the tree of incidents. */
export const COPY_TICKET = 'fortiosDebug.copyIncidentTicket';
