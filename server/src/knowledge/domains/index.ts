// Written by npm run generate: the files of data/domains.
import acme from '../data/domains/acme.json';
import any from '../data/domains/any.json';
import authd from '../data/domains/authd.json';
import capture from '../data/domains/capture.json';
import certificates from '../data/domains/certificates.json';
import cli from '../data/domains/cli.json';
import client from '../data/domains/client.json';
import cluster from '../data/domains/cluster.json';
import console from '../data/domains/console.json';
import daemon from '../data/domains/daemon.json';
import eapProxy from '../data/domains/eap_proxy.json';
import eventLog from '../data/domains/event_log.json';
import facauth from '../data/domains/facauth.json';
import fcnacd from '../data/domains/fcnacd.json';
import flow from '../data/domains/flow.json';
import fnbamd from '../data/domains/fnbamd.json';
import forticldd from '../data/domains/forticldd.json';
import ftm from '../data/domains/ftm.json';
import hostapd from '../data/domains/hostapd.json';
import httpsd from '../data/domains/httpsd.json';
import ike from '../data/domains/ike.json';
import ldap from '../data/domains/ldap.json';
import management from '../data/domains/management.json';
import network from '../data/domains/network.json';
import others from '../data/domains/others.json';
import ppp from '../data/domains/ppp.json';
import radius from '../data/domains/radius.json';
import routing from '../data/domains/routing.json';
import samlIdp from '../data/domains/saml_idp.json';
import samld from '../data/domains/samld.json';
import secret from '../data/domains/secret.json';
import sshd from '../data/domains/sshd.json';
import sslvpn from '../data/domains/sslvpn.json';
import system from '../data/domains/system.json';
import tacacs from '../data/domains/tacacs.json';
import update from '../data/domains/update.json';
import wad from '../data/domains/wad.json';
import type { Domain } from './writtenDomain';

/** Every daemon and area, in the order of their names. */
export const DOMAINS = [
  acme,
  any,
  authd,
  capture,
  certificates,
  cli,
  client,
  cluster,
  console,
  daemon,
  eapProxy,
  eventLog,
  facauth,
  fcnacd,
  flow,
  fnbamd,
  forticldd,
  ftm,
  hostapd,
  httpsd,
  ike,
  ldap,
  management,
  network,
  others,
  ppp,
  radius,
  routing,
  samlIdp,
  samld,
  secret,
  sshd,
  sslvpn,
  system,
  tacacs,
  update,
  wad,
] as unknown as readonly Domain[];
