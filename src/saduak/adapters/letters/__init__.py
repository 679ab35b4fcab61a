"""Official letters in the form of หนังสือภายนอก: the sheet as HTML, set as PDF by the adapter for documents."""
