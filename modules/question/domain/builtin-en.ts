import type { BuiltinSource } from './builtin.ts'

export const ENGLISH: readonly BuiltinSource[] = [
  {
    key: 'group-games',
    name: 'Games for groups',
    purpose: 'game',
    note: 'Riddles, sayings, emoji phrases and general knowledge, all with options: made for one answer a person in a chat.',
    themes: {
      riddle: [
        ['What has hands but cannot clap?', 'A clock', ['A glove', 'A statue', 'A tree']],
        ['What gets wetter the more it dries?', 'A towel', ['A sponge', 'The sun', 'Sand']],
        ['What has a neck but no head?', 'A bottle', ['A shirt', 'A guitar', 'A giraffe']],
        ['I speak every language and have never been to school. What am I?', 'An echo', ['A parrot', 'A book', 'A radio']],
        ['What can fill a room and takes no space?', 'Light', ['Air', 'Water', 'Dust']],
        ['What has many keys and opens no door?', 'A piano', ['A janitor', 'A map', 'A safe']],
        ['The more you take, the more you leave behind. What are they?', 'Footsteps', ['Photos', 'Notes', 'Breaths']],
        ['What goes up and never comes down?', 'Your age', ['A balloon', 'Smoke', 'A lift']],
      ],
      saying: [
        ['The early bird …', 'catches the worm', ['sings the loudest', 'sees the sun', 'flies alone']],
        ['A stitch in time …', 'saves nine', ['mends all', 'costs a dime', 'holds the line']],
        ['Don’t count your chickens …', 'before they hatch', ['after dark', 'in the rain', 'twice a day']],
        ['When in Rome …', 'do as the Romans do', ['see the ruins', 'ask for the road', 'leave nothing behind']],
        ['Too many cooks …', 'spoil the broth', ['burn the bread', 'break the plates', 'share the meal']],
        ['Actions speak …', 'louder than words', ['for themselves', 'too late', 'once only']],
      ],
      emoji: [
        ['🐦🐦 1️⃣🪨', 'Two birds with one stone', ['Birds of a feather', 'Leave no stone unturned', 'A bird in the hand']],
        ['🌧️🐱🐶', 'Raining cats and dogs', ['Let sleeping dogs lie', 'Under the weather', 'A cat nap']],
        ['⏰ ✈️', 'Time flies', ['Just in time', 'Red-eye flight', 'Wake-up call']],
        ['🐘 🛋️🏠', 'The elephant in the room', ['An elephant never forgets', 'Home sweet home', 'A white elephant']],
        ['🧊 🔨', 'Break the ice', ['Cold feet', 'The tip of the iceberg', 'Hit the nail']],
      ],
      quiz: [
        ['Which planet is the largest of the solar system?', 'Jupiter', ['Saturn', 'Neptune', 'Earth']],
        ['How many sides has a hexagon?', 'Six', ['Five', 'Seven', 'Eight']],
        ['Which ocean is the largest?', 'The Pacific', ['The Atlantic', 'The Indian', 'The Arctic']],
        ['Which gas do plants take from the air?', 'Carbon dioxide', ['Oxygen', 'Helium', 'Hydrogen']],
        ['How many players of one team are on a football field?', 'Eleven', ['Nine', 'Ten', 'Twelve'], 'Goalkeeper included.'],
        ['Which instrument has 88 keys?', 'The piano', ['The organ', 'The accordion', 'The harp']],
        ['What is the freezing point of water in Fahrenheit?', '32', ['0', '100', '12']],
      ],
    },
  },
]
