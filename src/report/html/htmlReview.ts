import { type Markup, tag } from './tag.ts';

/** For whoever answers for the six-monthly review: to be filled in on the screen or on paper; nothing of it is sent or kept. */
export function htmlReview(): string {
  const decisions = ['accepted as it is', 'accepted with follow-up', 'rejected'].map((decision, i) =>
    tag('label', { class: 'choice' }, tag('input', { type: 'radio', name: 'decision', value: i }), ` ${decision}`),
  );
  const block = tag(
    'section',
    { id: 'review', 'aria-labelledby': 'review-title' },
    tag('h2', { id: 'review-title' }, 'Reviewed'),
    tag('p', { class: 'screen' }, 'Fill in before printing, or on paper: this page keeps and sends nothing.'),
    tag(
      'div',
      { class: 'review' },
      blank('Name', tag('input', { type: 'text', autocomplete: 'name' })),
      blank('Date', tag('input', { type: 'text', placeholder: 'yyyy-mm-dd', inputmode: 'numeric' })),
      tag('fieldset', {}, tag('legend', {}, 'Decision'), ...decisions),
      blank('Remarks and follow-up', tag('textarea', { rows: 3 })),
      tag('p', { class: 'signature paper' }, 'Signature'),
    ),
  );
  return `${block.html}\n`;
}

function blank(name: string, input: Markup): Markup {
  return tag('label', { class: 'blank' }, name, input);
}
