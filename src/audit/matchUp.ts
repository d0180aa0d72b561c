/**
 * A matching in a bipartite graph, by augmenting paths (Kuhn): as many claims as possible get a partner each, and as
 * many of the partners that need one. First fit would not do: `any` would take the only partner of a stricter claim.
 *
 * The two sides are served one after the other. That is enough, because an augmenting path never takes the partner
 * away from anyone who has one (Mendelsohn and Dulmage, 1958). There are seldom more than two on either side.
 */
export function matchUp<Claim, Partner>(
  claims: readonly Claim[],
  partners: readonly Partner[],
  fits: (claim: Claim, partner: Partner) => boolean,
  needsOne: (partner: Partner) => boolean,
): { readonly lonely: readonly Claim[]; readonly spare: readonly Partner[] } {
  const partnerOf = new Map<Claim, Partner>();
  const claimOf = new Map<Partner, Claim>();
  const needy = partners.filter(needsOne);
  for (const partner of needy) {
    serve(partner, (one) => claims.filter((claim) => fits(claim, one)), claimOf, partnerOf, new Set());
  }
  for (const claim of claims) {
    if (partnerOf.has(claim)) continue;
    serve(claim, (one) => partners.filter((partner) => fits(one, partner)), partnerOf, claimOf, new Set());
  }
  return {
    lonely: claims.filter((claim) => !partnerOf.has(claim)),
    spare: needy.filter((partner) => !claimOf.has(partner)),
  };
}

/** Finds a mate for `one`, if need be by finding another one for whoever has it. */
function serve<A, B>(
  one: A,
  candidates: (one: A) => readonly B[],
  mateOf: Map<A, B>,
  holderOf: Map<B, A>,
  tried: Set<B>,
): boolean {
  for (const mate of candidates(one)) {
    if (tried.has(mate)) continue;
    tried.add(mate);
    const holder = holderOf.get(mate);
    if (holder === undefined || serve(holder, candidates, mateOf, holderOf, tried)) {
      mateOf.set(one, mate);
      holderOf.set(mate, one);
      return true;
    }
  }
  return false;
}
