// The expression language of manifests: expr-lang v1.17.
// Operators bind as their order in "operand" says, tightest first. What the grammar cannot see (where # may stand,
// which argument is a predicate) is checked when the tree is built.
grammar ExpressionGrammar;

text: sequence ';'? EOF;

sequence: expression (';' expression)*;

expression
    : LET identifier '=' expression ';' sequence                 # declaration
    | choice                                                     # choiceExpression
    | operand ('?' expression? ':' expression)?                  # ternary
    ;

choice: IF expression '{' sequence '}' ELSE (choice | '{' sequence '}');

operand
    : primary                                                    # primaryOperand
    | operand '??' operand                                       # coalesce
    | <assoc=right> operand operator=('**' | '^') operand        # binary
    | sign=('-' | '+') operand                                   # unary
    | operand operator=('*' | '/' | '%') operand                 # binary
    | sign=(NOT | '!') operand                                   # unary
    | operand operator=('+' | '-') operand                       # binary
    | operand operator='..' operand                              # binary
    | operand NOT? operator=(IN | MATCHES | CONTAINS | STARTS_WITH | ENDS_WITH | '==' | '!=' | '<' | '>' | '<=' | '>=') operand # binary
    | operand operator=(AND | '&&') operand                      # binary
    | operand operator=(OR | '||') operand                       # binary
    | operand '|' piped                                          # pipe
    ;

primary
    : NUMBER                                                     # number
    | value=(TRUE | FALSE | NIL)                                 # constant
    | head suffix*                                               # path
    ;

head
    : STRING                                                     # string
    | RAW_STRING                                                 # rawString
    | BYTES                                                      # bytes
    | '[' (expression (',' expression)* ','?)? ']'               # array
    | '{' (entry (',' entry)* ','?)? '}'                         # map
    | '(' sequence ')'                                           # group
    | '::'? (IDENTIFIER arguments | PREDICATE predicateArguments) # call
    | identifier                                                 # variable
    | POINTER                                                    # pointer
    | '.' name arguments?                                        # pointerMember
    ;

suffix
    : access=('.' | '?.') name arguments?                        # member
    | optional='?.'? '[' expression ']'                          # index
    | '?.'? '[' from=expression? ':' to=expression? ']'          # slice
    ;

piped
    : IDENTIFIER arguments
    | PREDICATE '(' (predicate (',' expression)?)? ','? ')'
    ;

arguments: '(' (expression (',' expression)* ','?)? ')';

predicateArguments: '(' expression (',' predicate (',' expression)?)? ','? ')';

// A brace always opens the body of a predicate here, never a map.
predicate
    : '{' sequence '}'
    | {_input.LA(1) != LEFT_BRACE}? expression
    ;

entry: key ':' expression;

key: NUMBER | STRING | RAW_STRING | identifier | TRUE | FALSE | NIL | '(' sequence ')';

identifier: IDENTIFIER | PREDICATE;

name
    : IDENTIFIER | PREDICATE | TRUE | FALSE | NIL | LET | IF | ELSE | NOT | IN | MATCHES | CONTAINS | STARTS_WITH
    | ENDS_WITH | AND | OR
    ;

LEFT_BRACE: '{';
LET: 'let';
IF: 'if';
ELSE: 'else';
TRUE: 'true';
FALSE: 'false';
NIL: 'nil';
NOT: 'not';
IN: 'in';
MATCHES: 'matches';
CONTAINS: 'contains';
STARTS_WITH: 'startsWith';
ENDS_WITH: 'endsWith';
AND: 'and';
OR: 'or';

PREDICATE
    : 'all' | 'none' | 'any' | 'one' | 'filter' | 'map' | 'count' | 'sum' | 'find' | 'findIndex' | 'findLast'
    | 'findLastIndex' | 'groupBy' | 'sortBy' | 'reduce'
    ;

// A dot belongs to a number unless a second one makes it a range.
NUMBER
    : '0' [xX] [0-9a-fA-F_]*
    | '0' [oO] [0-7_]*
    | '0' [bB] [01_]*
    | DIGITS ('.' {_input.LA(1) != '.'}? [0-9_]*)? EXPONENT?
    | '.' DIGITS EXPONENT?
    ;

// 12ab is neither a number nor two words.
MALFORMED_NUMBER: NUMBER LETTER (LETTER | DIGIT)*;

STRING: '\'' (~['\\\n] | '\\' .)* '\'' | '"' (~["\\\n] | '\\' .)* '"';
BYTES: [bB] STRING;
RAW_STRING: '`' (~'`' | '``')* '`';

POINTER: '#' (LETTER | DIGIT)*;
IDENTIFIER: LETTER (LETTER | DIGIT)*;

SPACE: [\p{White_Space}]+ -> skip;
LINE_COMMENT: '//' ~[\n]* -> skip;
COMMENT: '/*' .*? '*/' -> skip;

// Whatever else is typed becomes a token that no rule wants, so that there is one place for complaints.
OTHER: .;

fragment DIGITS: [0-9] [0-9_]*;
fragment EXPONENT: [eE] [+-]? [0-9_]*;
fragment LETTER: [\p{L}_$];
fragment DIGIT: [\p{Nd}];
