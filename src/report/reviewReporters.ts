import type { ReviewResult, UnfinishedReview } from '../review/reviewResult.ts';
import { reviewMarkdown } from './reviewMarkdown.ts';
import { reviewText } from './reviewText.ts';
import type { View } from './view.ts';

/** What `-o` of a review takes. */
export const reviewFormats = ['text', 'markdown'] as const;
export type ReviewFormat = (typeof reviewFormats)[number];

export const reviewReporters = { text: reviewText, markdown: reviewMarkdown } as const satisfies Record<
  ReviewFormat,
  (result: ReviewResult | UnfinishedReview, view: View) => string
>;
