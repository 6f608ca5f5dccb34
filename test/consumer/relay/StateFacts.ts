import { graphql } from 'relay-runtime';

export const query = graphql`
  query StateFactsQuery($code: String!) @throwOnFieldError {
    region(code: $code) {
      name
      areaKm2
      landAreaKm2
    }
  }
`;
