/**
 * The columns of HSDS's tables, taken from its published schemas: which file a table is, which of its
 * columns are text, and which are numbers. Every other column is an extension.
 */
export interface Columns {
  readonly file: string;
  readonly text: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

const columns = (file: string, text: string, numbers = ''): Columns => ({ file, text: new Set(text.split(' ')), numbers: new Set(numbers.split(' ').filter(Boolean)) });

export const COLUMNS = {
  service: columns('services.csv', 'id organization_id program_id name alternate_name description url email status interpretation_services application_process fees_description wait_time fees accreditations eligibility_description assured_date assurer_email licenses alert last_modified', 'minimum_age maximum_age'),
  organization: columns('organizations.csv', 'id name alternate_name description email website tax_status tax_id legal_status logo uri parent_organization_id', 'year_incorporated'),
  location: columns('locations.csv', 'id location_type url organization_id name alternate_name description transportation external_identifier external_identifier_type', 'latitude longitude'),
  service_at_location: columns('service_at_location.csv', 'id service_id location_id description'),
  program: columns('programs.csv', 'id organization_id name alternate_name description'),
  contact: columns('contacts.csv', 'id organization_id service_id service_at_location_id location_id name title department email'),
  phone: columns('phones.csv', 'id location_id service_id organization_id contact_id service_at_location_id number type description', 'extension'),
  schedule: columns('schedules.csv', 'id service_id location_id service_at_location_id valid_from valid_to dtstart until wkst freq byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes', 'timezone count interval'),
  language: columns('languages.csv', 'id service_id location_id phone_id name code note'),
  address: columns('addresses.csv', 'id location_id attention address_1 address_2 city region state_province postal_code country address_type'),
  accessibility: columns('accessibility.csv', 'id location_id description details url'),
  funding: columns('funding.csv', 'id organization_id service_id source'),
  service_area: columns('service_areas.csv', 'id service_id service_at_location_id name description extent extent_type uri'),
  required_document: columns('required_documents.csv', 'id service_id document uri'),
  cost_option: columns('cost_options.csv', 'id service_id valid_from valid_to option currency amount_description', 'amount'),
  service_capacity: columns('service_capacity.csv', 'id service_id unit_id description updated', 'available maximum'),
  organization_identifier: columns('organization_identifiers.csv', 'id organization_id identifier_scheme identifier_type identifier'),
  url: columns('url.csv', 'id label url organization_id service_id'),
  attribute: columns('attributes.csv', 'id link_id taxonomy_term_id link_type link_entity value label'),
  metadata: columns('metadata.csv', 'id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value updated_by'),
  taxonomy: columns('taxonomies.csv', 'id name description uri version'),
  taxonomy_term: columns('taxonomy_terms.csv', 'id code name description parent_id taxonomy language taxonomy_id term_uri'),
  unit: columns('units.csv', 'id name scheme identifier uri'),
  meta_table_description: columns('meta_table_descriptions.csv', 'id name language character_set'),
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof COLUMNS;
