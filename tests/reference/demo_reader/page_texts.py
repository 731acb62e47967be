"""What the sample pages say; written for them."""

PAGE = """\
# The Ferry to Halvard Island

The ferry leaves at ten past six, when the harbour is still dark and the gulls are asleep on the roof of the fish market. There is room for eleven cars and, in winter, seldom more than three of them come. The man who sells the tickets knows every driver by name; he asks about the children, the roof, the bad knee, and tears the paper along its edge without looking down.

I had not been on board for nineteen years. The benches were new, and somebody had painted the railing green instead of white, but the smell of diesel and wet rope was the same. A woman in a yellow coat sat down across from me and unfolded a map. “You won't need that,” I said. “It has only one road.”

“Then I shall at least know which one,” she answered, and smoothed the paper on her knees.

## What the map did not show

Halvard is four kilometres long and never more than one and a half wide. On the western side the cliffs fall straight into the sea; on the eastern side there are meadows, two farms, a chapel from 1874 and a café that opens when its owner feels like it. In the spring of 1962 the island had 138 inhabitants and a school. Today it has 27, and the school is a place where painters from the mainland spend the month of August.

None of this was on the map. Nor was the path behind the chapel, which is too narrow for a cart and leads, after twenty minutes, to a flat stone above the water. My grandfather used to count the ships from there. He wrote their names in a small black book: the date, the hour, the flag, where she came from and where – as far as he could guess – she was bound. He was wrong most of the time, my grandmother said, but he was wrong in beautiful handwriting.

The woman listened to all of this while the lights of the town grew smaller. Then she folded the map, put it in her bag, and asked whether the stone was still there. I told her that stones were the one thing on Halvard that nobody had ever carried away. She laughed. Outside, the first grey line of the morning lay on the sea; the engine changed its tune, and we could make out the pier.
"""

LETTER = [
    ("right", "Marguerite Olsen\n14 Quarry Lane\nBrixham TQ5 8AW\n3 October 2025"),
    ("left", "Messrs Aldous & Pike\nPiano Makers and Repairers\n221 Foundry Street\nExeter EX1 3PN"),
    ("left", "Your reference: AP/7719-B"),
    ("left", "Dear Mr Pike,"),
    (
        "text",
        "Thank you for your estimate of 26 September. I have now read it three times, and I must admit that I still do not "
        "understand why the felt should cost £184.50 when the strings, which are far longer, cost only £96. My late husband "
        "always said that the felt was the cheapest part of any piano.",
    ),
    (
        "text",
        "That said, I do not wish to quarrel over the sum. Please go ahead with the repair of the hammers and the tuning (items "
        "1, 2 and 4 of your list). I would rather leave the lid as it is: the scratch was made by my daughter in 1988, and I have "
        "grown fond of it.",
    ),
    (
        "text",
        "Could your men come on a Thursday? The stairs are steep, and on Thursdays my neighbour is at home and can help to hold "
        "the door. If you telephone before 9:30 I am certain to hear it; my number is 01803 555 0142.",
    ),
    ("left", "Yours sincerely,"),
    ("left", "Marguerite Olsen"),
]

RECEIPT = [
    ("centre", "CORNER & FIELD"),
    ("centre", "Grocers since 1931"),
    ("centre", "48 Mill Road, Ashford"),
    ("row", "Till 03", "12/11/2025 17:42"),
    ("row", "2 x Oat milk 1 l", "4.30"),
    ("row", "Rye bread, sliced", "2.85"),
    ("row", "Butter 250 g", "2.49"),
    ("row", "Apples 1.260 kg", "3.15"),
    ("row", "Free range eggs (12)", "4.10"),
    ("row", "Ground coffee", "6.75"),
    ("row", "Plum jam", "3.20"),
    ("row", "Voucher", "-2.00"),
    ("row", "SUBTOTAL", "24.84"),
    ("row", "VAT 5 %", "1.24"),
    ("row", "TOTAL", "£26.08"),
    ("row", "CARD", "26.08"),
    ("centre", "Thank you for shopping with us!"),
    ("centre", "Goods can be returned within 14 days"),
]

COLUMNS = (
    "Notes from the Allotment",
    """\
The first frost came on the ninth of November, a week later than last year, and took the dahlias with it. Nothing looks as sorry as a dahlia the morning after: the leaves go black, the stems turn to glass, and by noon the whole plant has sunk to the ground. Cut it down to a hand's width, lift the tubers with a fork, shake off the soil, and let them dry for a few days before they are packed in sand.

The leeks do not mind. They stand in their trench as if nothing had happened and will do so until March. This year I planted two kinds, an old one from my neighbour Tomás and a new one from the catalogue, and so far the old one is ahead by the width of a thumb.

Beans deserve a word of their own. Of the six poles that I put up in May the storm of 30 July left four, and yet we picked almost eleven kilos. Some of them were as long as my forearm and as tough as string; the trick, I am told, is to pick them every second day whether one wants to eat them or not.""",
    """\
What to do in December? Very little, and that is the beauty of it. Clean the tools, oil the handles, sharpen the hoe. Turn the compost once, on a mild day, and cover it again. Look at the fence. Write down where everything grew, because in April you will have forgotten, and peas should not follow peas.

Several readers have asked about the blue flower by the water tank. It is borage; it came by itself, it stays by itself, and the bees think highly of it. The young leaves taste of cucumber. I would not plant it on purpose, but neither would I pull it out.

The society meets on the second Tuesday of each month at 7 pm in the back room of the Plough. There is tea, there is cake if Mrs Lindqvist has been baking, and in January there will be a talk on grafting apple trees. Members pay nothing; guests are asked for £2.50. Bring a chair if you own one that folds – last time eighteen people came, and we had fourteen seats between us.""",
)
